import type { Fault } from '../faults.ts'

const matrix = 'test/matrix.test.ts'

/** S1: who may do what. */
export const faults: Fault[] = [
  {
    name: 'scoping off',
    file: 'src/policy.ts',
    text: 'return { assignments: { some: { staffId: actor.staffId, endedAt: null } } }',
    replacement: 'return {}',
    test: matrix,
  },
  {
    name: 'scoping off in lists',
    file: 'src/policy.ts',
    text: `return \`c.id in (select v.client_id from assignments v
        where v.organization_id = $1 and v.staff_id = $2 and v.ended_at is null)\``,
    replacement: "return '$2::uuid is not null'",
    test: matrix,
  },
  {
    name: 'a role too many',
    file: 'src/policy.ts',
    text: "'client.add': { Administrator: 'yes',",
    replacement: "'client.add': { Administrator: 'yes', Therapist: 'yes',",
    test: matrix,
  },
  {
    name: 'out of reach told apart from not there',
    file: 'src/clients/queries.ts',
    text: 'if (!isId(id)) return null',
    replacement: "if (!isId(id)) throw new Error('a malformed id')",
    test: matrix,
  },
  {
    name: 'out of reach answered as forbidden',
    file: 'src/policy.ts',
    text: "if (rule === 'reach' && !file) throw new NotFound()",
    replacement: "if (rule === 'reach' && !file) throw new Forbidden(action)",
    test: matrix,
  },
  {
    name: 'authorize forgotten in one operation',
    file: 'src/clients/assign-staff.ts',
    text: "const client = authorize(actor, 'client.assign', await clientInReach(tx, actor, id))",
    replacement: "const client = (await clientInReach(tx, actor, id)) ?? authorize(actor, 'client.assign', null)",
    test: matrix,
  },
  {
    name: 'a refused form shown without its own action asked',
    file: 'src/clients/staff-routes.ts',
    text: "again: (form) => detailsPage(visit, 'client.assign', form),",
    replacement: "again: (form) => detailsPage(visit, 'client.view', form),",
    test: matrix,
  },
  {
    name: 'a refused form sent whatever was asked',
    file: 'src/web/router.ts',
    text: 'if (!wasAsked(visit.actor, action)) throw',
    replacement: "if (!wasAsked(visit.actor, action) && !(reply.kind === 'page' && reply.status === 422)) throw",
    test: 'test/web/router.test.ts',
  },
  {
    name: 'an answer sent although nobody was asked',
    file: 'src/web/router.ts',
    text: 'if (!wasAsked(visit.actor, action)) throw',
    replacement: "if (!wasAsked(visit.actor, action) && reply.kind !== 'json') throw",
    test: 'test/web/router.test.ts',
  },
  {
    name: 'an id in the form not checked',
    file: 'src/clients/assign-staff.ts',
    text: 'if (!form.staff.every((staffId) => possible.has(staffId))) {',
    replacement: 'if (form.staff.length > 99) {',
    test: matrix,
  },
  {
    name: 'a session of one practice good at another',
    file: 'src/accounts/who.ts',
    text: 'and p.address = $3',
    replacement: 'and $3::text is not null',
    test: matrix,
  },
  {
    name: 'deactivated staff stay signed in',
    file: 'src/staff/who.ts',
    text: "and s.state = 'active'",
    replacement: '',
    test: matrix,
  },
  {
    name: 'a switched-off account stays signed in',
    file: 'src/accounts/who.ts',
    text: "and a.state = 'active'",
    replacement: '',
    test: matrix,
  },
  {
    name: 'a route that names no action',
    file: 'src/routes.ts',
    text: '  staff.use(staffHome.router)\n',
    replacement:
      "  staff.use(staffHome.router)\n  staff.get('/shortcut', (_request, response) => response.send('hello'))\n",
    test: matrix,
  },
  {
    name: 'a refusal that writes',
    file: 'src/clients/edit-client.ts',
    text: '  return inOrganization(actor, async (tx) => {\n',
    replacement: `  const { organizationId: theirs } = actor
  await inOrganization(actor, (tx) => tx.client.updateMany({ where: { organizationId: theirs, id }, data: { phone: null } }))
  return inOrganization(actor, async (tx) => {
`,
    test: matrix,
  },
  {
    name: 'a child signs in place of the parent',
    file: 'src/intakes/signature-fields.ts',
    text: "sentFor !== 'representative' || who !== 'client'",
    replacement: "sentFor !== 'nobody' || who !== 'client'",
    test: 'test/intakes/signer.test.ts',
  },
]
