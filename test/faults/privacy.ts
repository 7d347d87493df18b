import type { Fault } from '../faults.ts'

const test = 'test/privacy/canaries.test.ts'

/** S12: what stands where no word of a person may. */
export const faults: Fault[] = [
  {
    name: 'a column of words that nobody thought of',
    file: 'prisma/migrations/20261124000200_words_of_a_client/migration.sql',
    text: '-- Whether a client',
    replacement: 'ALTER TABLE "clients" ADD COLUMN "note" TEXT;\n-- Whether a client',
    test,
  },
  {
    name: 'queries in the log',
    file: 'src/web/request-log.ts',
    text: "path: url.split('?', 1)[0]",
    replacement: 'path: url',
    test,
  },
  {
    name: 'what an error says in the log',
    file: 'src/web/error-pages.ts',
    text: 'error: (error as Error).name, at:',
    replacement: 'error: JSON.stringify(error) + String(error), at:',
    test,
  },
  {
    name: 'what an error says on its page',
    file: 'src/web/error-pages.ts',
    text: 'm: { heading, sentence, next: home,',
    replacement: 'm: { heading, sentence: known ? sentence : JSON.stringify(error) + String(error), next: home,',
    test,
  },
  {
    name: 'what an error says in a failed job',
    file: 'src/platform/jobs.ts',
    text: 'throw new Error(error.name)',
    replacement: 'throw error',
    test,
  },
  {
    name: 'an address in the subject of a notice',
    file: 'src/mails.ts',
    text: 'subject: notice.subject,',
    replacement: 'subject: `${notice.subject} ${mail.email}`,',
    test,
  },
  {
    name: 'discreet mode forgotten in a mail',
    file: 'src/invitations/mail.ts',
    text: 'if (client.discreet) {',
    replacement: "if (client.discreet && practice.name === '') {",
    test,
  },
  {
    name: 'what was changed in the audit',
    file: 'src/clients/edit-client.ts',
    text: 'changed.map(([field]) => field)',
    replacement: 'changed.map((each) => each.join())',
    test,
  },
  {
    name: 'words in a session',
    file: 'src/invitations/staff-routes.ts',
    text: "count === 1 ? 'The invitation is on its way.'",
    replacement: "count === 1 ? String(visit.form['message'])",
    test,
  },
  {
    name: 'addresses in the throttle',
    file: 'src/platform/throttle.ts',
    text: "createHmac('sha256', secret).update(key).digest('base64url')",
    replacement: "key + createHmac('sha256', secret).digest('hex').slice(64)",
    test,
  },
  {
    name: 'a name in an address',
    file: 'src/clients/staff-routes.ts',
    text: 'done: (id) => seeOther(`/staff/clients/${id}`)',
    replacement: 'done: (id) => seeOther(`/staff/clients/${id}?added=${String(visit.form["lastName"])}`)',
    test,
  },
]
