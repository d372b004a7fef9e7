import { expect } from 'chai'
import { readConfig } from '../engine/config.ts'

describe('the configuration', () => {
  it('is a usable demonstration when nothing is set', () => {
    expect(readConfig({})).to.deep.equal({
      mode: 'demo', host: '127.0.0.1', port: 8080, baseUrl: 'http://localhost:8080', dataDirectory: 'var',
      logLevel: 'warn', sessionIdleMinutes: 30, sessionMaxHours: 12, trustProxy: false, poolSize: 10,
    })
  })

  it('takes every field from its variable', () => {
    expect(readConfig({
      BIEUMAU_MODE: 'production', HOST: '0.0.0.0', PORT: '0', BASE_URL: 'https://bieumau.example/',
      DATABASE_URL: 'postgres://o:p@db/x', DATABASE_APP_URL: 'postgresql://a:p@db/x', BIEUMAU_DATA: '/srv/bieumau',
      HANDSONTABLE_KEY: 'abc', LOG_LEVEL: 'warn', SESSION_IDLE_MINUTES: '15', SESSION_MAX_HOURS: '8',
      TRUST_PROXY: '1', POOL_SIZE: '20',
    })).to.deep.equal({
      mode: 'production', host: '0.0.0.0', port: 0, baseUrl: 'https://bieumau.example',
      databaseUrl: 'postgres://o:p@db/x', appDatabaseUrl: 'postgresql://a:p@db/x', dataDirectory: '/srv/bieumau',
      handsontableKey: 'abc', logLevel: 'warn', sessionIdleMinutes: 15, sessionMaxHours: 8, trustProxy: true, poolSize: 20,
    })
  })

  it('sends mails only with a server and an address that they come from', () => {
    expect(readConfig({ SMTP_URL: 'smtps://u:p@mail.example.vn', SMTP_FROM: 'thongke@example.vn' }).smtp).to.deep.equal({ url: 'smtps://u:p@mail.example.vn', from: 'thongke@example.vn' })
    expect(readConfig({}).smtp).to.equal(undefined)
    expect(() => readConfig({ SMTP_URL: 'smtp://mail.example.vn' })).to.throw('SMTP_URL must be given together with SMTP_FROM')
    expect(() => readConfig({ SMTP_FROM: 'a@example.vn' })).to.throw('SMTP_URL must be given together with SMTP_FROM')
    expect(() => readConfig({ SMTP_URL: 'http://u:secret@mail', SMTP_FROM: 'thongke' })).to.throw(Error).with.property('message').satisfies((message: string) =>
      message.includes('SMTP_URL must be a URL') && message.includes('SMTP_FROM must be an e-mail address') && !message.includes('secret'))
  })

  it('counts an empty variable as absent', () => {
    expect(readConfig({ PORT: '', BASE_URL: ' ', DATABASE_URL: '', TRUST_PROXY: '' })).to.deep.equal(readConfig({}))
  })

  it('says everything that is wrong in one error', () => {
    expect(() => readConfig({
      BIEUMAU_MODE: 'prod', PORT: '80800', BASE_URL: 'ftp://x', DATABASE_URL: 'mysql://root:secret@db/x', LOG_LEVEL: 'loud',
      SESSION_IDLE_MINUTES: '0', SESSION_MAX_HOURS: '1.5', TRUST_PROXY: 'maybe', POOL_SIZE: '-1',
    })).to.throw(Error).with.property('message').satisfies((message: string) => {
      for (const name of ['BIEUMAU_MODE', 'PORT', 'BASE_URL', 'DATABASE_URL', 'LOG_LEVEL', 'SESSION_IDLE_MINUTES',
        'SESSION_MAX_HOURS', 'TRUST_PROXY', 'POOL_SIZE']) expect(message).to.contain(`- ${name} must be `)
      expect(message, 'passwords are not repeated').not.to.contain('secret')
      return true
    })
  })

  it('asks for an https address in production', () => {
    expect(() => readConfig({ BIEUMAU_MODE: 'production' })).to.throw('BASE_URL must be given in production')
    expect(() => readConfig({ BIEUMAU_MODE: 'production', BASE_URL: 'http://a.example' }))
      .to.throw('BASE_URL must begin with https:// in production')
  })

  it('refuses an application login without an owner login', () => {
    expect(() => readConfig({ DATABASE_APP_URL: 'postgres://a:b@c/d' })).to.throw('only of use together with DATABASE_URL')
  })
})
