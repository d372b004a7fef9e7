import { expect } from 'chai'
import { sessionRoutes } from '../../engine/http/routes/session.ts'
import { permitForTests, unitRoutes } from '../support/actions.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const routes = [...sessionRoutes, ...unitRoutes]

describe('the OpenAPI document', () => {
  let database: FreshDatabase
  let server: TestServer
  let forget: () => void
  // oxlint-disable-next-line no-explicit-any -- a test reads what it expects
  let document: any
  before(async () => {
    forget = permitForTests({ 'test-rename-unit': { who: 'manage-accounts' }, 'test-read-unit': { who: 'anybody-logged-in' } })
    database = await freshDatabase()
    server = await startTestServer({ database: database.app, routes })
    document = (await server.anonymous().get('/openapi.json')).body
  })
  after(async () => {
    await server.stop()
    await database.drop()
    forget()
  })

  it('is of version 3.1 and names this server and its cookie', () => {
    expect(document.openapi).to.equal('3.1.0')
    expect(document.info).to.have.keys('title', 'version')
    expect(document.servers).to.deep.equal([{ url: `${server.parts.config.baseUrl}/api/v1` }])
    expect(document.components.securitySchemes.session).to.deep.equal({ type: 'apiKey', in: 'cookie', name: 'bieumau' })
  })

  it('lists every route, and nothing else', () => {
    const listed = Object.entries(document.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    expect(listed).to.have.members(routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`))
  })

  it('says of every operation what it takes, what it answers and how it refuses', () => {
    const ids = new Set<string>()
    for (const one of routes) {
      const path = one.path.replace(/:(\w+)/g, '{$1}')
      const operation = document.paths[path][one.method.toLowerCase()]
      ids.add(operation.operationId)
      const status = String(one.status ?? (one.reply === null ? 204 : 200))
      expect(operation.responses[status], `${one.method} ${path}`).to.be.an('object')
      if (one.reply !== null) expect(operation.responses[status].content['application/json'].schema).to.be.an('object')
      if (one.body !== undefined) expect(operation.requestBody.content['application/json'].schema.type).to.equal('object')
      expect(operation.responses['500'].content['application/problem+json'].schema.$ref).to.equal('#/components/schemas/Problem')
      for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
        expect(operation.parameters).to.deep.include({ name, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } })
      }
    }
    expect(ids.size).to.equal(routes.length)
  })

  it('asks for the cookie and the key where the server does', () => {
    expect(document.paths['/welcome'].get.security).to.deep.equal([])
    expect(document.paths['/session'].get.security).to.deep.equal([{ session: [] }])
    const keys = (path: string, method: string) =>
      document.paths[path][method].parameters.filter(({ name }: { name: string }) => name === 'Idempotency-Key').map(({ required }: { required: boolean }) => required)
    expect(keys('/units/{id}/name', 'post')).to.deep.equal([true])
    expect(keys('/units/{id}', 'patch')).to.deep.equal([false])
    expect(keys('/session', 'post')).to.deep.equal([])
  })
})
