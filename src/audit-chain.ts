import { forEveryOrganization } from './every-organization.ts'
import { inOrganization, type Tx } from './platform/database.ts'
import { canonicalJson, type Json } from './platform/canonical-json.ts'
import { enqueue, type Payload } from './platform/jobs.ts'
import { log } from './platform/log.ts'
import { sha256 } from './platform/seal.ts'

type Row = Awaited<ReturnType<typeof unsealed>>[number]

/** The hash of one event behind the one before it. */
const hashOf = ({ seq: _seq, hash: _hash, ...event }: Row, seq: number, previous: string | null) =>
  sha256(canonicalJson({ ...event, at: event.at.toISOString(), details: event.details as Json, seq, previous }))

const unsealed = (tx: Tx) =>
  tx.auditEvent.findMany({ where: { seq: null }, orderBy: [{ at: 'asc' }, { id: 'asc' }], take: 2000 })

const newest = (tx: Tx) => tx.auditEvent.findFirst({ where: { seq: { not: null } }, orderBy: { seq: 'desc' } })

/**
 * Job: numbers what is committed and not yet sealed, each event hashed behind the one before. The newest hash goes to
 * the log, so that cutting off the end shows.
 */
export async function sealAudit({ organizationId }: Payload): Promise<void> {
  await inOrganization({ organizationId }, async (tx) => {
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`audit ${organizationId}`}, 0))::text`
    const last = await newest(tx)
    let seq = Number(last?.seq ?? 0)
    let previous = last?.hash ?? null
    const sealed = (await unsealed(tx)).map((event) => {
      seq += 1
      previous = hashOf(event, seq, previous)
      return { id: event.id, seq, hash: previous }
    })
    if (sealed.length === 0) return
    await tx.$executeRaw`update audit_events e set seq = s.seq, hash = s.hash
      from json_to_recordset(${JSON.stringify(sealed)}::json) as s(id uuid, seq bigint, hash text)
      where e.organization_id = ${organizationId}::uuid and e.id = s.id`
    log.info({ organizationId, seq, hash: previous }, 'audit sealed')
  })
}

/** Seals what is open of every organization, now: before a stop, and before the chain is checked. */
export async function sealAllAudits(): Promise<void> {
  await forEveryOrganization(sealAudit)
}

/** Sweep, every minute: one sealing job for each organization. */
export async function sealAudits(): Promise<void> {
  await forEveryOrganization((acting) => inOrganization(acting, (tx) => enqueue(tx, 'audit.seal', acting)))
}

/** Walks an organization's chain. @returns a sentence for each place where it does not hold; none is good */
export async function verifyAudit(tx: Tx): Promise<string[]> {
  const problems: string[] = []
  let seq = 0
  let previous: string | null = null
  for (let more = true; more;) {
    const events: Row[] = await tx.auditEvent.findMany({
      where: { seq: { gt: seq } },
      orderBy: { seq: 'asc' },
      take: 1000,
    })
    for (const event of events) {
      if (Number(event.seq) !== seq + 1) problems.push(`event ${seq + 1} is missing`)
      seq = Number(event.seq)
      if (hashOf(event, seq, previous) !== event.hash) problems.push(`event ${seq} is not what was sealed`)
      previous = event.hash
    }
    more = events.length > 0
  }
  return problems
}
