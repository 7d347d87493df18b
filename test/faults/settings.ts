import type { Fault } from '../faults.ts'

/** What administrators set for the practice, what staff choose for themselves, and what is read in the audit log. */
export const faults: Fault[] = [
  {
    name: 'a reason that counts for ever',
    file: 'src/documents/opening-reason.ts',
    text: 'where: { clientId, staffId, endsAt: { gt: now() } },',
    replacement: 'where: { clientId, staffId },',
    test: 'test/documents/reasons.test.ts',
  },
  {
    name: 'a reason that opens every file',
    file: 'src/documents/opening-reason.ts',
    text: 'where: { clientId, staffId, endsAt: { gt: now() } },',
    replacement: 'where: { staffId, endsAt: { gt: now() } },',
    test: 'test/documents/reasons.test.ts',
  },
  {
    name: 'the words of a reason stored as they are',
    file: 'src/documents/give-reason.ts',
    text: 'reason: await lock(tx, reasonPlace(row), reason) }',
    replacement: 'reason: new Uint8Array(Buffer.from(reason)) }',
    test: 'test/documents/reasons.test.ts',
  },
  {
    name: 'a mail that was switched off',
    file: 'src/notifications.ts',
    text: 'return mails.filter((mail) => !isMuted(mail))',
    replacement: 'return mails.filter((mail) => !isMuted(mail) || isMuted(mail))',
    test: 'test/staff/preferences.test.ts',
  },
  {
    name: 'a sender name that mail services refuse',
    file: 'src/settings/change-practice.ts',
    text: '(name) => !/[<>@"]/.test(name)',
    replacement: '() => true',
    test: 'test/settings/practice.test.ts',
  },
  {
    name: 'a safety contact who has left',
    file: 'src/settings/change-practice.ts',
    text: "const where = { id: safetyContact, state: 'active' }",
    replacement: 'const where = { id: safetyContact }',
    test: 'test/settings/practice.test.ts',
  },
  {
    name: 'a formula in an export',
    file: 'src/platform/csv.ts',
    text: '.replace(FORMULA, "$1\'")',
    replacement: '',
    test: 'test/audit-log/log.test.ts',
  },
  {
    name: 'a kind that is none in the audit log',
    file: 'src/audit-log/event-filter.ts',
    text: "kind === '' || Object.hasOwn(eventKinds, kind)",
    replacement: "kind === '' || kind in eventKinds",
    test: 'test/audit-log/log.test.ts',
  },
  {
    name: 'a pause in signing in that leaves no trace',
    file: 'src/platform/throttle.ts',
    text: 'refused.consumedPoints === limits[what].points + 1',
    replacement: 'refused.consumedPoints < 0',
    test: 'test/credentials/enumeration.test.ts',
  },
]
