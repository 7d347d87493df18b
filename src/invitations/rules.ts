import { RuleBroken } from '../errors.ts'

/** How long an invitation's link works, in days. */
export const INVITATION_DAYS = 7

/** How often the date of birth may be tried before the page says whom to call. */
export const BIRTH_DATE_TRIES = 5

/** The life of an invitation: state -> action -> state. What is not here is refused. Running out is a date, not a state. */
export const invitationLife = {
  open: { accept: 'accepted', supersede: 'superseded', refuse: 'refused', revoke: 'revoked' },
  accepted: {},
  superseded: {},
  refused: {},
  revoked: {},
} as const

export type InvitationState = keyof typeof invitationLife
export type InvitationAction = keyof (typeof invitationLife)['open']

/** @returns the state after `action`. @throws RuleBroken where the life of an invitation has no such step */
export function afterAction(state: string, action: InvitationAction): InvitationState {
  const steps: Partial<Record<InvitationAction, InvitationState>> = invitationLife[state as InvitationState] ?? {}
  const next = steps[action]
  if (!next) throw new RuleBroken('This invitation has ended. Please ask the practice for a new one.')
  return next
}

/** The placeholders a message may hold, in the words shown to the staff -> what stands there in the mail. */
export const placeholders = ['preferred name', 'practice', 'staff member', 'link'] as const
export type Placeholder = (typeof placeholders)[number]

/** What stands in braces and is no placeholder: it would be mailed as it was typed. Each once. */
export const unknownPlaceholders = (text: string): string[] => [
  ...new Set((text.match(/\{[^{}\n]*\}/g) ?? []).filter((each) => !placeholders.some((name) => each === `{${name}}`))),
]

/** Whether a message promises forms; a mail with none should not. */
export const speaksOfForms = (text: string): boolean => /\b(forms?|paperwork|questionnaires?)\b/i.test(text)

/** Fills `{preferred name}` and its siblings. */
export const fillPlaceholders = (text: string, values: Record<Placeholder, string>): string =>
  text.replace(/\{([a-z ]+)\}/g, (whole, name: string) =>
    placeholders.includes(name as Placeholder) ? values[name as Placeholder] : whole,
  )

/** What the message says until the practice writes its own. */
export const standardMessage = `Hello {preferred name},

{staff member} of {practice} invites you to our client portal. There you can fill in and sign your forms at your own pace.

If you have a question, just call us.`

const healthWords =
  /\b(therap\w*|counsel\w*|psych\w*|mental\w*|diagnos\w*|depress\w*|anxi\w*|trauma\w*|ptsd|bipolar|adhd|suicid\w*|self.harm|addict\w*|substance|alcohol|medicat\w*|treatment|symptom\w*|disorder|session|intake|clinic\w*|patient)\b/gi

/** Words of health in a text that will travel by mail, each once; the practice's own name is left out. */
export const wordsOfHealth = (text: string, practiceName: string): string[] => [
  ...new Set((text.replaceAll(practiceName, '').match(healthWords) ?? []).map((word) => word.toLowerCase())),
]
