import type { Fault } from '../faults.ts'

/** What the assurance rows must find: each S-test beside the tests of the features has one row here. */
export const faults: Fault[] = [
  {
    name: 'S8: a link for a new password that outlives its time',
    file: 'src/credentials/set-password.ts',
    text: "tx.passwordLink.findFirst({ where: { id, state: 'open', expiresAt: { gt: now() } } })",
    replacement: "tx.passwordLink.findFirst({ where: { id, state: 'open' } })",
    test: 'test/flows/one-time-links.test.ts',
  },
  {
    name: 'S8: a form signed before its sections are done',
    file: 'src/intakes/sign-form.ts',
    text: "if (nextStep(intake) !== '/signature' || firstWrong(content.sections, answers) !== null) {",
    replacement: 'if (content.sections.length === 0) {',
    test: 'test/flows/steps.test.ts',
  },
  {
    name: 'S10: an address that is on the staff answers otherwise',
    file: 'src/credentials/check-sign-in.ts',
    text: "later(() => inOrganization(holder, (tx) => record(tx, visitorOf(holder), 'session.refused', found.id, { site })))",
    replacement: "throw new Error('wrong')",
    test: 'test/credentials/enumeration.test.ts',
  },
  {
    name: 'S6: a zero byte in a text',
    file: 'src/fields.ts',
    text: "!value.includes('\\0') && ",
    replacement: '',
    test: 'test/hostile.test.ts',
  },
  {
    name: 'S5: a name on the page of a client as it was typed',
    file: 'views/staff/clients/edit.ejs',
    text: '<h1>Edit <%= m.name %></h1>',
    replacement: '<h1>Edit <%- m.name %></h1>',
    test: 'test/escaping.test.ts',
  },
]
