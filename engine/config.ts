// The environment, read once at start, checked and typed. Everything that is wrong is said at once, in one
// error, so that an installation is not mended one restart at a time. An empty variable counts as absent,
// because compose files and unit files write `NAME=` for "not set".
// Not here: anything that a form, a workflow or a pack decides.

export type LogLevel = (typeof logLevels)[number]

/** `url`: `smtp://user:password@host:port`, or `smtps://`. `from`: the address that mails come from. */
export type SmtpConfig = { readonly url: string; readonly from: string }

export type Config = {
  mode: 'demo' | 'production'
  host: string
  /** 0 asks the system for a free port. */
  port: number
  /** Without a trailing slash. */
  baseUrl: string
  databaseUrl?: string
  appDatabaseUrl?: string
  /** As given; relative paths are relative to the working directory. */
  dataDirectory: string
  handsontableKey?: string
  logLevel: LogLevel
  sessionIdleMinutes: number
  sessionMaxHours: number
  trustProxy: boolean
  poolSize: number
  /** Absent: reminders are read in the application only. */
  smtp?: SmtpConfig
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const errors: string[] = []

  const text = (name: string): string | undefined => env[name]?.trim() || undefined

  const choice = <T extends string>(name: string, choices: readonly T[], otherwise: T): T => {
    const given = text(name)
    const found = choices.find(one => one === (given ?? otherwise))
    if (found === undefined) errors.push(`${name} must be one of ${choices.join(', ')}, not "${given}".`)
    return found ?? otherwise
  }

  const integer = (name: string, lowest: number, highest: number, otherwise: number): number => {
    const given = text(name)
    if (given === undefined) return otherwise
    const value = /^\d{1,9}$/.test(given) ? Number(given) : NaN
    if (value >= lowest && value <= highest) return value
    errors.push(`${name} must be a whole number from ${lowest} to ${highest}, not "${given}".`)
    return otherwise
  }

  // The value of a database URL holds a password, so it is never repeated in the sentence.
  const postgresUrl = (name: string): string | undefined => {
    const given = text(name)
    if (given === undefined || /^postgres(ql)?:$/.test(protocolOf(given) ?? '')) return given
    errors.push(`${name} must be a URL that begins with postgres:// or postgresql://.`)
    return undefined
  }

  const mode = choice('BIEUMAU_MODE', ['demo', 'production'], 'demo')
  const port = integer('PORT', 0, 65535, 8080)
  const databaseUrl = postgresUrl('DATABASE_URL')
  const appDatabaseUrl = postgresUrl('DATABASE_APP_URL')
  const handsontableKey = text('HANDSONTABLE_KEY')

  if (text('DATABASE_APP_URL') !== undefined && text('DATABASE_URL') === undefined) {
    errors.push('DATABASE_APP_URL is only of use together with DATABASE_URL, the login that owns the tables.')
  }

  const givenBaseUrl = text('BASE_URL')
  const baseUrl = (givenBaseUrl ?? `http://localhost:${port}`).replace(/\/+$/, '')
  const protocol = protocolOf(baseUrl)
  if (protocol !== 'http:' && protocol !== 'https:') {
    errors.push(`BASE_URL must be a URL that begins with http:// or https://, not "${givenBaseUrl}".`)
  } else if (mode === 'production' && givenBaseUrl === undefined) {
    errors.push('BASE_URL must be given in production: the https address under which people reach this server.')
  } else if (mode === 'production' && protocol !== 'https:') {
    errors.push(`BASE_URL must begin with https:// in production, not "${givenBaseUrl}".`)
  }

  // The value of the URL may hold a password, so it is never repeated in the sentence.
  const smtpUrl = text('SMTP_URL')
  const smtpFrom = text('SMTP_FROM')
  if (smtpUrl !== undefined && !/^smtps?:$/.test(protocolOf(smtpUrl) ?? '')) errors.push('SMTP_URL must be a URL that begins with smtp:// or smtps://.')
  if ((smtpUrl === undefined) !== (smtpFrom === undefined)) errors.push('SMTP_URL must be given together with SMTP_FROM: the server for mails, and the address that they come from.')
  if (smtpFrom !== undefined && !/^[^\s@]+@[^\s@]+$/.test(smtpFrom)) errors.push(`SMTP_FROM must be an e-mail address, not "${smtpFrom}".`)

  const config: Config = {
    mode,
    host: text('HOST') ?? '127.0.0.1',
    port,
    baseUrl,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(appDatabaseUrl === undefined ? {} : { appDatabaseUrl }),
    dataDirectory: text('BIEUMAU_DATA') ?? 'var',
    ...(handsontableKey === undefined ? {} : { handsontableKey }),
    logLevel: choice('LOG_LEVEL', logLevels, mode === 'demo' ? 'warn' : 'info'),
    sessionIdleMinutes: integer('SESSION_IDLE_MINUTES', 1, 1440, 30),
    sessionMaxHours: integer('SESSION_MAX_HOURS', 1, 168, 12),
    trustProxy: ['true', '1', 'yes'].includes(choice('TRUST_PROXY', ['true', 'false', '1', '0', 'yes', 'no'], 'false')),
    poolSize: integer('POOL_SIZE', 1, 200, 10),
    ...(smtpUrl === undefined || smtpFrom === undefined ? {} : { smtp: { url: smtpUrl, from: smtpFrom } }),
  }

  if (errors.length > 0) {
    throw new Error(`The configuration cannot be used:\n${errors.map(sentence => `- ${sentence}`).join('\n')}`)
  }
  return config
}

function protocolOf(url: string): string | undefined {
  try {
    return new URL(url).protocol
  } catch {
    return undefined
  }
}
