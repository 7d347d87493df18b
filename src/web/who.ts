import type { Request, RequestHandler } from 'express'
import { portalClient } from '../accounts/who.ts'
import { NotFound } from '../errors.ts'
import { portalPath } from '../portal-path.ts'
import { practiceAt } from '../settings/practice.ts'
import { staffMember } from '../staff/who.ts'
import { carried, hiddenFields } from './carried-form.ts'
import { noteEndedElsewhere, signedOutWords, tellSignedOut } from './ended-session.ts'
import { json, page, seeOther } from './reply.ts'
import { send } from './send.ts'
import { unsent } from './submit.ts'

/** The session's organization and account, if somebody is signed in. */
function signedIn({ session }: Request) {
  const { organizationId, accountId } = session
  return organizationId && accountId ? { organizationId, accountId, signedInAt: session.signedInAt ?? 0 } : null
}

/** Says who asks on the staff's site: the staff member behind the session, or a visitor. */
export const staffWho: RequestHandler = async (request, _response, next) => {
  const session = signedIn(request)
  const found = session && (await staffMember(session))
  request.actor = found?.actor ?? { kind: 'Visitor', organizationId: null }
  if (found) request.practice = found.practice
  if (found?.owesKit) request.owesKit = true
  next()
}

/** After the set-up the recovery kit comes before every other page of its administrator. */
export const kitFirst: RequestHandler = (request, response, next) => {
  if (request.owesKit && request.actor.kind === 'Administrator')
    return send(request, response, seeOther('/staff/recovery-kit'))
  next()
}

/** Says who asks on a practice's portal, and which practice it is. An old address leads to the current one. */
export const portalWho: RequestHandler = async (request, response, next) => {
  const address = String(request.params['practice']).toLowerCase()
  if (!/^[a-z0-9-]{1,60}$/.test(address)) throw new NotFound()
  const session = signedIn(request)
  const found = session && (await portalClient(session, address))
  const practice = found?.practice ?? (await practiceAt(address))
  request.actor = found?.actor ?? { kind: 'Visitor', organizationId: practice?.organizationId ?? null }
  if (!practice) throw new NotFound()
  request.practice = practice
  if (practice.portalAddress !== request.params['practice'] && request.method === 'GET') {
    const rest = request.originalUrl.split('/').slice(3).join('/')
    response.redirect(301, `${portalPath(practice)}${rest ? `/${rest}` : ''}`)
    return
  }
  next()
}

/** What scripts ask for: they get an answer they understand in place of a page. */
const isScripted = ({ method, path }: Request) =>
  method === 'POST' && /^\/(session|forms\/[^/]+\/sections\/\d+\/draft)$/.test(path)

/**
 * Lets only the signed-in on; others are asked to sign in, and told why if they were signed out without asking for it. What somebody had typed
 * into a form until then waits in that page.
 */
export const membersOnly =
  (signInPath: (request: Request) => string): RequestHandler =>
  async (request, response, next) => {
    if (request.actor.kind !== 'Visitor') return next()
    if (isScripted(request)) return send(request, response, json({ error: 'Please sign in again.' }, 401))
    await noteEndedElsewhere(request)
    const { ended } = request.session
    const kept = ended && request.method === 'POST' ? carried(request.originalUrl, request.body, ended) : null
    if (kept) {
      const model = { form: unsent(), hidden: hiddenFields(kept), signedOut: signedOutWords(request) }
      return send(request, response, page('portal/sign-in-again', 'Sign in', model, 401))
    }
    tellSignedOut(request)
    send(request, response, seeOther(signInPath(request)))
  }

/** Pages for nobody in particular: whoever comes is a visitor. */
export const visitorsOnly: RequestHandler = (request, _response, next) => {
  request.actor = { kind: 'Visitor', organizationId: null }
  next()
}
