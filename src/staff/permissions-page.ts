import type { Actor, StaffActor } from '../actor.ts'
import { authorize, policy, type Action, type Rule } from '../policy.ts'
import { page } from '../web/reply.ts'
import { actionGroups, actionWords } from './action-words.ts'

type Kind = Exclude<Actor['kind'], 'System'>

/** Who the columns are. */
const columns: readonly { kind: Kind; label: string }[] = [
  { kind: 'Administrator', label: 'Administrator' },
  { kind: 'Therapist', label: 'Therapist' },
  { kind: 'Office', label: 'Office' },
  { kind: 'PortalClient', label: 'Client' },
  { kind: 'Visitor', label: 'Not signed in' },
]

interface Cell {
  column: string
  words: string
  look: 'good' | 'info' | 'plain'
}

/** "Who can do what" as the page shows it: the permission table itself, in words. */
export interface PermissionTable {
  columns: string[]
  groups: { heading: string; rows: { words: string; note: string; cells: Cell[]; who: string }[] }[]
}

/** What a rule says to somebody of that kind: reach is all of the practice, what is assigned, or one's own. */
function wordsOf(rule: Rule | undefined, kind: Kind): Omit<Cell, 'column'> {
  if (!rule) return { words: 'No', look: 'plain' }
  if (rule === 'granted') return { words: 'With permission', look: 'info' }
  if (rule === 'seat') return { words: 'With a seat', look: 'info' }
  if (rule === 'reach' && kind === 'Therapist') return { words: 'Assigned clients', look: 'info' }
  return rule === 'reach' && kind === 'PortalClient'
    ? { words: 'Their own', look: 'info' }
    : { words: 'Yes', look: 'good' }
}

/** The same row in one line, naming only who may: "Administrator, Therapist (assigned clients)". */
function whoOf(cells: Cell[]): string {
  const may = cells.filter(({ words }) => words !== 'No')
  if (may.length === cells.length && may.every(({ words }) => words === 'Yes')) return 'Everybody'
  return may.map(({ column, words }) => (words === 'Yes' ? column : `${column} (${words.toLowerCase()})`)).join(', ')
}

export function permissionsPage(actor: StaffActor) {
  authorize(actor, 'permission.list')
  const rowOf = (action: Action) => {
    const rules: Partial<Record<Actor['kind'], Rule>> = policy[action]
    const { words, note = '' } = actionWords[action]
    const cells = columns.map(({ kind, label }) => ({ column: label, ...wordsOf(rules[kind], kind) }))
    return { words, note, cells, who: whoOf(cells) }
  }
  const actions = Object.keys(policy) as Action[]
  return page('staff/members/permissions', 'Who can do what', {
    columns: columns.map(({ label }) => label),
    groups: actionGroups.map((heading) => ({
      heading,
      rows: actions.filter((action) => actionWords[action].group === heading).map(rowOf),
    })),
  })
}
