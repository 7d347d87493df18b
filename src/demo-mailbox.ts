import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { Router } from 'express'
import type { Message, Transport } from './platform/mail.ts'
import { currentCode } from './platform/one-time-passwords.ts'
import { page } from './web/reply.ts'
import { send } from './web/send.ts'

/** Somebody of the cast with a second factor: the demonstration has no phone, so their codes stand beside the mails. */
interface Phone {
  name: string
  secret: string
}

/** The mailbox of the demonstration: mails are kept in a file of its state folder and shown on a page. */
export function demoMailbox(file: string, phones: Phone[]): { transport: Transport; router: Router } {
  const mails = () =>
    (existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [])
      .filter(Boolean)
      .map((line) => shown(JSON.parse(line) as Message))
      .reverse()
  const router = Router()
  router.use('/demo', (request, _response, next) => {
    request.actor = { kind: 'Visitor', organizationId: null }
    next()
  })
  router.get('/demo/mailbox', (request, response) =>
    send(request, response, page('demo/mailbox', 'Mailbox', { mails: mails(), codes: phones.map(codeOn) })),
  )
  router.get('/demo/mailbox.json', (_request, response) => response.json(mails()))
  return {
    router,
    transport: async (message) => {
      appendFileSync(file, `${JSON.stringify(message)}\n`, { mode: 0o600 })
      return { handed: true }
    },
  }
}

const codeOn = ({ name, secret }: Phone) => ({ name, code: currentCode(secret) })

const shown = ({ to, subject, text, from }: Message) => ({
  from: `${from.name} <${from.address}>`,
  to,
  subject,
  text,
  links: text.match(/https?:\/\/\S+/g) ?? [],
})
