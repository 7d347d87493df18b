import type { Fault } from '../faults.ts'

const tenancy = 'test/tenancy.test.ts'

/** What is done later, and what is done at once. */
export const faults: Fault[] = [
  {
    name: 'two jobs may try one mail at once',
    file: 'src/mails.ts',
    text: "state: 'queued', nextTryAt: { lte: now() } }",
    replacement: "state: 'queued' }",
    test: 'test/mails.test.ts',
  },
  {
    name: 'a statement for each client invited',
    file: 'src/audit.ts',
    text: '  await tx.auditEvent.createMany({ data })',
    replacement: '  for (const each of data) await tx.auditEvent.createMany({ data: [each] })',
    test: 'test/invitations/several-at-once.test.ts',
  },
  {
    name: 'many jobs outside the operation',
    file: 'src/platform/jobs.ts',
    text: 'insert(jobs, { db })',
    replacement: 'insert(jobs)',
    test: tenancy,
  },
  {
    name: 'two submissions of one form at once',
    file: 'src/documents/submit-intakes.ts',
    text: 'order by position, id for update`',
    replacement: 'order by position, id`',
    test: 'test/documents/race.test.ts',
  },
]
