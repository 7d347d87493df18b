import { createTransport } from 'nodemailer'

/** One mail to one reader. */
export interface Message {
  messageId: string
  from: { name: string; address: string }
  to: string
  subject: string
  text: string
  html: string
}

/** What becomes of a message: handed to the mail service, or refused for good with its reply code. Throws: try later. */
export type Outcome = { handed: true } | { handed: false; code: string }
export type Transport = (message: Message) => Promise<Outcome>

interface MailSettings {
  /** Absent: mails wait until there is one. */
  transport: Transport | undefined
  from: string
  /** Where links lead: the installation's own address. */
  url: string
}

let settings: MailSettings = { transport: undefined, from: '', url: '' }

/** Says how mail leaves, from which address, and where its links lead. */
export function openMail(given: MailSettings): void {
  settings = given
}

export const mailIsSetUp = (): boolean => settings.transport !== undefined
export const senderAddress = (): string => settings.from
export const linkTo = (path: string): string => settings.url + path

export async function deliver(message: Message): Promise<Outcome> {
  if (!settings.transport) throw new Error('mail is not set up')
  return settings.transport(message)
}

/** A transport over SMTP. A 5xx reply refuses this one message; anything else that goes wrong is tried again later. */
export function smtpTransport(url: string): Transport {
  const smtp = createTransport({
    url,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  })
  return async ({ to, ...message }) => {
    try {
      await smtp.sendMail({ ...message, to: { name: '', address: to } })
      return { handed: true }
    } catch (error) {
      const { responseCode } = error as { responseCode?: number }
      if (responseCode && responseCode >= 500) return { handed: false, code: String(responseCode) }
      throw error
    }
  }
}
