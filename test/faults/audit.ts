import type { Fault } from '../faults.ts'

/** What must stand in the audit. */
export const faults: Fault[] = [
  {
    name: 'a refusal that leaves no trace',
    file: 'src/web/router.ts',
    text: `await recordRefusal(visit.actor, action, error)
`,
    replacement: '',
    test: 'test/audit.test.ts',
  },
  {
    name: 'a refusal that fails with the audit',
    file: 'src/web/refusals.ts',
    text: `  } catch (error) {
`,
    replacement: `  } catch (error) {
    if (action) throw error
`,
    test: 'test/audit.test.ts',
  },
  {
    name: 'a sign-out that leaves no trace',
    file: 'src/credentials/sign-out.ts',
    text: "if (actor.kind === 'Visitor') return",
    replacement: 'if (actor) return',
    test: 'test/audit.test.ts',
  },
  {
    name: 'an event that nothing writes',
    file: 'src/audit.ts',
    text: "'document.read': 'document',",
    replacement: `'document.read': 'document',
  'document.printed': 'document',`,
    test: 'test/audit.test.ts',
  },
]
