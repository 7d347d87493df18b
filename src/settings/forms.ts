import type { StaffActor, Visitor, PortalClient } from '../actor.ts'
import { NotFound } from '../errors.ts'
import { formContent } from '../intakes/form.ts'
import { reviewNote } from '../intakes/standard-forms/index.ts'
import { inOrganization } from '../platform/database.ts'
import { isId } from '../platform/ids.ts'
import { authorize } from '../policy.ts'

const newest = { orderBy: { version: 'desc' }, take: 1 } as const

/** The Intake Forms tab: each form with its newest version. */
export async function formList(actor: StaffActor) {
  authorize(actor, 'form.list')
  return inOrganization(actor, async (tx) => {
    const forms = await tx.form.findMany({ orderBy: { position: 'asc' }, include: { versions: newest } })
    return forms.flatMap(({ id, kind, versions }) =>
      versions.map(({ title, version, publishedAt }) => ({ id, kind, title, version, publishedAt })),
    )
  })
}

/** One form in full, with the note about counsel's review. */
export async function formToRead(actor: StaffActor, id: string) {
  authorize(actor, 'form.view')
  return inOrganization(actor, async (tx) => {
    const form = isId(id) ? await tx.form.findFirst({ where: { id }, include: { versions: newest } }) : null
    const version = form?.versions[0]
    if (!version) throw new NotFound()
    return {
      content: formContent.parse(version.content),
      version: version.version,
      publishedAt: version.publishedAt,
      reviewNote,
    }
  })
}

/** The practice's current Notice of Privacy Practices: public, for everybody. */
export async function privacyNotice(actor: (Visitor | PortalClient) & { organizationId: string | null }) {
  authorize(actor, 'public.read')
  const organizationId = actor.organizationId
  if (!organizationId) throw new NotFound()
  return inOrganization({ organizationId }, async (tx) => {
    const version = await tx.formVersion.findFirst({
      where: { form: { key: 'notice' } },
      orderBy: { version: 'desc' },
    })
    if (!version) throw new NotFound()
    return { content: formContent.parse(version.content), publishedAt: version.publishedAt }
  })
}
