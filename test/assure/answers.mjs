// What the real program tells of itself to the assurance rows, beside what it tells the bench.
import { Socket } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { harbor, omar } from '../../dist/prisma/cast.js'
import { infrastructure, inOrganization } from '../../dist/src/platform/database.js'

const inHarbor = (work) => inOrganization({ organizationId: harbor.id }, work)

/** Every place this process has connected to. */
const places = new Set()
const connect = Socket.prototype.connect
Socket.prototype.connect = function (...given) {
  const [to, host] = [given].flat(2)
  const { path, ...place } = typeof to === 'string' ? { path: to } : typeof to === 'number' ? { port: to, host } : to
  places.add(path ?? `${place.host ?? 'localhost'}:${place.port}`)
  return connect.apply(this, given)
}
export const reached = () => [...places]

export const forgetTries = () => infrastructure().query('delete from rate_limits')

/** Bytes in use once what is garbage was given back, as far as that goes: what stays is what would grow for ever. */
export async function memory() {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  for (let times = 3; times > 0; times--) {
    collect()
    await delay(500)
  }
  return process.memoryUsage().rss
}

const histogram = monitorEventLoopDelay({ resolution: 5 })
export const watchLag = () => void (histogram.reset(), histogram.enable())
/** Milliseconds the event loop was late at worst since it was watched. */
export const worstLag = () => histogram.max / 1e6 - 5

/** Waits until no more than so many rows are left, for two minutes at most. */
async function none(count) {
  for (let left = 1200; left > 0; left--) {
    if ((await inHarbor(count)) === 0) return true
    await delay(100)
  }
  throw new Error('work was left after two minutes')
}
export const mailsLeft = () => none((tx) => tx.mail.count({ where: { state: 'queued' } }))
export const pdfsLeft = () => none((tx) => tx.document.count({ where: { fileId: null } }))

/** What stands in the database of each form of Omar's, and how many mails went to his therapist for how many submissions. */
export const submissions = () =>
  inHarbor(async (tx) => {
    const intakes = await tx.intake.findMany({ where: { clientId: omar.id } })
    const records = await tx.sealedRecord.findMany({ include: { document: true } })
    const events = await tx.auditEvent.findMany({ where: { event: 'intake.submitted' } })
    const forms = intakes.map(({ id, state }) => {
      const own = records.filter(({ intakeId }) => intakeId === id)
      const told = events.filter(({ subjectId }) => subjectId === id)
      const made = own.filter(({ document }) => document?.fileId)
      return { id, sent: Number(state === 'submitted'), records: own.length, events: told.length, pdfs: made.length }
    })
    const sent = intakes.flatMap(({ submittedAt }) => submittedAt?.getTime() ?? [])
    const mails = await tx.mail.count({ where: { type: 'forms-submitted', subjectId: omar.id } })
    return { forms, submissions: new Set(sent).size, mails }
  })
