import { ada, castPassword, elm, eve, harbor, nia, omar } from '../../prisma/cast.ts'
import { recoveryLinkFor } from '../../src/credentials/recover-administrator.ts'
import { Browser, staffBrowser } from '../browser.ts'
import { linkIn, type Mailbox } from '../mail.ts'

type Form = Record<string, string>

/** A kind of link that works once. */
export interface LinkKind {
  name: string
  /** The page its link opens, and where its form posts. */
  page: string
  takes: string
  form: Form
  /** A link for somebody, as a path. Asked again for the same person it replaces the one before. */
  make: (mailbox: Mailbox, who: string) => Promise<string>
  /** Somebody no link was made for yet. */
  somebody: () => string
  /** After so many days every link of the kind has run out. */
  days: number
}

const portal = `/portal/${harbor.portalAddress}`
const birthday = '1990-05-17'

let people = 0
const newAddress = () => `linked.${(people += 1)}@mail.example`

async function mailedTo(mailbox: Mailbox, email: string, ask: (browser: Browser) => Promise<{ status: number }>) {
  const before = (await mailbox.to(email)).length
  const { status } = await ask(new Browser())
  const mails = await mailbox.to(email)
  if (mails.length === before) throw new Error(`no link came to ${email}, but ${status}`)
  return linkIn(mails.at(-1))
}

const files = new Map<string, string>()

/** The file of a client with this address, made where there is none. */
async function fileOf(email: string): Promise<string> {
  const known = files.get(email)
  if (known) return known
  const person = { firstName: 'Lin', lastName: 'Keeper', email, dateOfBirth: birthday }
  const added = await (await staffBrowser(ada)).post('/staff/clients', person)
  const id = String(added.headers['location']).split('/').at(-1) ?? ''
  files.set(email, id)
  return id
}

const byAda = (path: string, form: Form) => async () => (await staffBrowser(ada)).post(path, form)
const forgotten = (site: string) => (mailbox: Mailbox, email: string) =>
  mailedTo(mailbox, email, (browser) => browser.post(`${site}/forgotten-password`, { email }))

/** Every kind of link that is ever sent or printed. */
export const linkKinds: LinkKind[] = [
  {
    name: 'an invitation of a client',
    page: `${portal}/invitation`,
    takes: `${portal}/account`,
    form: { dateOfBirth: birthday, password: castPassword },
    make: async (mailbox, email) => {
      const form = { clients: await fileOf(email), message: 'Hello {preferred name}' }
      return mailedTo(mailbox, email, byAda('/staff/invitations', form))
    },
    somebody: newAddress,
    days: 8,
  },
  {
    name: 'an invitation to the staff',
    page: '/staff/invitation',
    takes: '/staff/invitation/acceptance',
    form: { name: 'Lin Keeper', password: castPassword },
    make: (mailbox, email) => {
      const form = { email, name: 'Lin Keeper', role: 'office' }
      return mailedTo(mailbox, email, byAda('/staff/organization/staff/invitations', form))
    },
    somebody: newAddress,
    days: 8,
  },
  {
    name: 'a new password of the staff',
    page: '/staff/new-password',
    takes: '/staff/new-password',
    form: { password: castPassword },
    make: forgotten('/staff'),
    somebody: () => nia.email,
    days: 1,
  },
  {
    name: 'a new password of a client',
    page: `${portal}/new-password`,
    takes: `${portal}/new-password`,
    form: { password: castPassword },
    make: forgotten(portal),
    somebody: () => omar.email,
    days: 1,
  },
  {
    name: 'the way back of a locked-out administrator',
    page: '/staff/new-password',
    takes: '/staff/new-password',
    form: { password: castPassword },
    make: async (_mailbox, email) => new URL((await recoveryLinkFor(email)) ?? '').href.replace(/^https:\/\/[^/]+/, ''),
    somebody: () => eve.email,
    days: 1,
  },
]

/** Where else a link could be tried: the pages of the other kinds, and of the other practice. */
export const doors: Pick<LinkKind, 'page' | 'takes' | 'form'>[] = [
  ...linkKinds.slice(0, 4),
  ...linkKinds
    .filter(({ page }) => page.startsWith(portal))
    .map(({ page, takes, form }) => ({ page: atElm(page), takes: atElm(takes), form })),
]

function atElm(path: string): string {
  return path.replace(portal, `/portal/${elm.portalAddress}`)
}
