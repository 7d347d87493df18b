import type { Fault } from '../faults.ts'

/** The address in a client's file, and what follows it. */
export const faults: Fault[] = [
  {
    name: 'an account that stays at the old address',
    file: 'src/clients/change-address.ts',
    text: `await tx.portalAccount.update({ where: { organizationId_id: { organizationId, id } }, data: { email } })
`,
    replacement: '',
    test: 'test/clients/change-address.test.ts',
  },
  {
    name: 'a link at the old address that still works',
    file: 'src/clients/change-address.ts',
    text: `await endOpenLinks(tx, { organizationId, site: 'portal', accountId: id })
`,
    replacement: '',
    test: 'test/clients/change-address.test.ts',
  },
  {
    name: 'an invitation that outlives its address',
    file: 'src/clients/change-address.ts',
    text: "return (await endInvitations(tx, actor, file.id)) > 0 ? 'invitation' : null",
    replacement: 'return null',
    test: 'test/clients/change-address.test.ts',
  },
  {
    name: 'discreet mode forgotten when the address changes',
    file: 'src/clients/change-address.ts',
    text: "discreet ? 'address-changed.discreet' : 'address-changed'",
    replacement: "'address-changed'",
    test: 'test/clients/change-address.test.ts',
  },
  {
    name: 'the office points a sign-in at its own mailbox',
    file: 'src/clients/change-address.ts',
    text: `if (!can(actor, 'client.change-sign-in'))`,
    replacement: `if (!can(actor, 'client.edit'))`,
    test: 'test/clients/who-changes-address.test.ts',
  },
]
