import { now } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { standardForms } from './standard-forms/index.ts'

/** Gives a new organization its own copies of the three standard forms. */
export async function installStandardForms(tx: Tx, organizationId: string): Promise<void> {
  const rows = standardForms.map((form, position) => ({ ...form, id: newId(), position }))
  await tx.form.createMany({
    data: rows.map(({ id, key, kind, position }) => ({ organizationId, id, key, kind, position })),
  })
  await tx.formVersion.createMany({
    data: rows.map(({ id, content }) => ({
      organizationId,
      id: newId(),
      formId: id,
      version: 1,
      title: content.title,
      content,
      publishedAt: now(),
    })),
  })
}
