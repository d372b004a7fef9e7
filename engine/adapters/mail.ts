// Mails through the office's own server. Knows nothing of what they say; connections are kept open between mails of one run.
import { createTransport, type Transporter } from 'nodemailer'
import type { SmtpConfig } from '../config.ts'

export type Mail = { readonly to: string; readonly subject: string; readonly text: string; /** Repeated when it is sent again, so that a mail that arrived twice is known for one. */ readonly messageId: string }

const open = new WeakMap<SmtpConfig, Transporter>()

/** Throws where the server cannot be reached or refuses the mail. */
export async function sendMail(smtp: SmtpConfig, { to, subject, text, messageId }: Mail): Promise<void> {
  let transport = open.get(smtp)
  if (transport === undefined) {
    transport = createTransport({ url: smtp.url, connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000, disableFileAccess: true, disableUrlAccess: true })
    open.set(smtp, transport)
  }
  // An object, not a line: whatever is in it is one address.
  await transport.sendMail({ from: smtp.from, to: { name: '', address: to }, subject, text, messageId, headers: { 'Auto-Submitted': 'auto-generated' } })
}
