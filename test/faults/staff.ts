import type { Fault } from '../faults.ts'

/** The staff: who invites, who goes, who takes over. */
export const faults: Fault[] = [
  {
    name: 'the permission to invite ignored',
    file: 'src/policy.ts',
    text: "if (rule === 'granted' && !('mayInvite' in actor && actor.mayInvite)) return new NeedsPermission(action)\n  ",
    replacement: '',
    test: 'test/staff/permission.test.ts',
  },
  {
    name: 'the last administrator may go',
    file: 'src/staff/hold-staff.ts',
    text: 'if (administrators.size > 1 || !administrators.has(member.id)) return',
    replacement: 'if (administrators.size > 0) return',
    test: 'test/staff/roles.test.ts',
  },
  {
    name: 'two administrators may demote each other at once',
    file: 'src/staff/hold-staff.ts',
    text: 'order by id for no key update',
    replacement: 'order by id',
    test: 'test/staff/roles.test.ts',
  },
  {
    name: 'clients left with who has left',
    file: 'src/staff/deactivate-member.ts',
    text: "await handOver(tx, actor, { from: member, to: form.handOver, field: 'handOver' })",
    replacement: 'member._count.assignments',
    test: 'test/staff/leaving.test.ts',
  },
  {
    name: 'clients assigned to who is just leaving',
    file: 'src/clients/queries.ts',
    text: 'order by id for share',
    replacement: 'order by id',
    test: 'test/staff/leaving.test.ts',
  },
  {
    name: 'staff elsewhere revealed',
    file: 'src/staff/invite-staff.ts',
    text: "authorize(actor, 'staff.invite')\n",
    replacement: `authorize(actor, 'staff.invite')
  const { atEntry } = await import('../platform/database.ts')
  const { RuleBroken } = await import('../errors.ts')
  if (await atEntry((tx) => tx.staff.findUnique({ where: { email: form.email }, select: { id: true } })))
    throw new RuleBroken('This address is taken.', 'email')
`,
    test: 'test/staff/invitations.test.ts',
  },
  {
    name: 'an invitation that outlives the word of its sender',
    file: 'src/staff/deactivate-member.ts',
    text: '    await revokeInvitationsOf(tx, actor, id)\n',
    replacement: '',
    test: 'test/staff/authority.test.ts',
  },
  {
    name: 'a change by somebody who was just shown the door',
    file: 'src/audit.ts',
    text: "if ('staffId' in actor && !lasting.test(event))",
    replacement: "if ('staffId' in actor && event === 'client.read')",
    test: 'test/staff/authority.test.ts',
  },
]
