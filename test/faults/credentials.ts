import type { Fault } from '../faults.ts'

/** Passwords, second factors and what stands in for them. */
export const faults: Fault[] = [
  {
    name: 'a sign-in half done outlives a new password',
    file: 'src/credentials/pass-second-factor.ts',
    text: "if (state !== 'active' || (sessionsFrom && sessionsFrom.getTime() > holder.since))",
    replacement: "if (state !== 'active' || (sessionsFrom && holder.since < 0))",
    test: 'test/sessions/half-way.test.ts',
  },
  {
    name: 'a code taken twice',
    file: 'src/credentials/second-factor.ts',
    text: 'where: { id: factor.id, lastStep: { lt: step } },',
    replacement: 'where: { id: factor.id },',
    test: 'test/credentials/second-factor.test.ts',
  },
  {
    name: 'a recovery code taken twice',
    file: 'src/credentials/recovery-codes.ts',
    text: 'codeHash: hashOf(typed), usedAt: null }',
    replacement: 'codeHash: hashOf(typed) }',
    test: 'test/credentials/second-factor.test.ts',
  },
  {
    name: 'half the way in taken for in',
    file: 'src/web/who.ts',
    text: `const { organizationId, accountId } = session
`,
    replacement: `const { organizationId, accountId } = { ...session.half, ...session }
`,
    test: 'test/credentials/second-factor.test.ts',
  },
  {
    name: 'a link for a new password that stays open',
    file: 'src/credentials/set-password.ts',
    text: "tx.passwordLink.findFirst({ where: { id, state: 'open', expiresAt: { gt: now() } } })",
    replacement: 'tx.passwordLink.findFirst({ where: { id, expiresAt: { gt: now() } } })',
    test: 'test/credentials/passwords.test.ts',
  },
  {
    name: 'a new password nobody is told of',
    file: 'src/credentials/set-password.ts',
    text: "await tellOfChange(tx, holder, 'password-changed', found)",
    replacement: '',
    test: 'test/credentials/passwords.test.ts',
  },
  {
    name: 'sessions that outlive the password',
    file: 'src/credentials/holder.ts',
    text: '{ passwordHash, sessionsFrom: now() }',
    replacement: '{ passwordHash } as never',
    test: 'test/credentials/passwords.test.ts',
  },
  {
    name: 'recovery codes without the password',
    file: 'src/credentials/change-second-factor.ts',
    text: `  return afterPassword(actor, form, async (tx, holder) => {
    const { hasFactor }`,
    replacement: `  const holder = holderOf(actor)
  return inOrganization(actor, async (tx) => {
    const { hasFactor }`,
    test: 'test/credentials/second-factor.test.ts',
  },
  {
    name: 'a session of the old password that outlives a new one',
    file: 'src/web/passports.ts',
    text: 'signedInAt: signedInAt ?? at',
    replacement: 'signedInAt: at',
    test: 'test/sessions/in-flight.test.ts',
  },
  {
    name: 'a change confirmed with a password that is none any more',
    file: 'src/credentials/change-second-factor.ts',
    text: '    await holdConfirmed(tx, holder, known)\n',
    replacement: '',
    test: 'test/sessions/in-flight.test.ts',
  },
  {
    name: 'a session brought back by a request in flight',
    file: 'src/web/sessions.ts',
    text: 'if (!sess.isStored) return super.set(sid, sess, done)',
    replacement: 'if (sid) return super.set(sid, sess, done)',
    test: 'test/sessions/in-flight.test.ts',
  },
  {
    name: 'a link for a new password that outlives another',
    file: 'src/credentials/holder.ts',
    text: '  await endOpenLinks(tx, holder)\n',
    replacement: '',
    test: 'test/sessions/in-flight.test.ts',
  },
]
