import type { Action } from '../src/policy.ts'

/** The people of the matrix, in the order of the columns below. */
export const people = [
  'anonymous',
  'invited', // has opened the link of an invitation and has no account yet
  'client', // Omar, at Harbor's portal
  'other', // another client of Harbor, at its portal
  'off', // an account that may act for Omar and was switched off after it signed in
  'guest', // Max, signed in at Elm, with his cookie at Harbor's portal
  'max', // Max at Elm's portal
  'theo', // therapist, assigned to Cleo, with a seat
  'nia', // therapist, not assigned, without a seat
  'seated', // therapist, not assigned, with a seat
  'ofra', // office
  'ada', // administrator, without a seat
  'chief', // administrator with a seat
  'eve', // administrator of Elm, with its free seat
  'gone', // therapist assigned to Cleo, deactivated after signing in
] as const
export type Person = (typeof people)[number]

/** `in`: led to the sign-in page. `422`: refused by a rule of the domain, nothing changed. */
export type Outcome = 'ok' | '403' | '404' | '422' | 'in'

/**
 * What each person is answered about rows of their own practice (Cleo's file; what is Omar's at the portal), written by
 * hand from the plan's "Who may do what", not from the code. Whoever is signed in on one site is anonymous on the other;
 * `-` marks that the action has no page on that person's site.
 */
const table = `
                       anonymous invited client other off guest max  theo nia seated ofra ada chief eve gone
  public.read          ok        ok      ok     ok    ok  ok    ok   ok   ok  ok     ok   ok  ok    ok  ok
  session.start        ok        ok      ok     ok    ok  ok    ok   ok   ok  ok     ok   ok  ok    ok  ok
  session.end          ok        ok      ok     ok    ok  ok    ok   ok   ok  ok     ok   ok  ok    ok  ok

  home.view            in        -       -      -     -   -     -    ok   ok  ok     ok   ok  ok    ok  in
  client.list          in        -       -      -     -   -     -    ok   ok  ok     ok   ok  ok    ok  in
  client.add           in        -       -      -     -   -     -    403  403 403    ok   ok  ok    ok  in
  client.view          in        -       -      -     -   -     -    ok   404 404    ok   ok  ok    ok  in
  client.edit          in        -       -      -     -   -     -    ok   404 404    ok   ok  ok    ok  in
  client.assign        in        -       -      -     -   -     -    403  403 403    ok   ok  ok    ok  in

  portal-settings.view in        -       -      -     -   -     -    403  403 403    403  ok  ok    ok  in
  login-link.send      in        -       -      -     -   -     -    403  403 403    403  ok  ok    ok  in
  form.list            in        -       -      -     -   -     -    403  403 403    403  ok  ok    ok  in
  form.view            in        -       -      -     -   -     -    403  403 403    403  ok  ok    ok  in
  client.invite        in        -       -      -     -   -     -    403  403 403    403  ok  ok    ok  in

  subscription.view    in        -       -      -     -   -     -    403  403 403    403  ok  ok    ok  in
  subscription.change  in        -       -      -     -   -     -    403  403 403    403  ok  ok    ok  in
  seat.view            in        -       -      -     -   -     -    ok   403 ok     403  403 ok    ok  in

  invitation.open      ok        ok      ok     ok    ok  ok    ok   -    -   -      -    -   -     -   -
  invitation.accept    422       ok      422    422   422 422   422  -    -   -      -    -   -     -   -
  invitation.refuse    ok        ok      ok     ok    ok  ok    ok   -    -   -      -    -   -     -   -
  invitation.renew     ok        ok      ok     ok    ok  ok    ok   -    -   -      -    -   -     -   -

  portal.home          in        in      ok     ok    in  in    ok   -    -   -      -    -   -     -   -
  session.keep         in        in      ok     ok    in  in    ok   -    -   -      -    -   -     -   -
  intake.list          in        in      ok     ok    in  in    ok   -    -   -      -    -   -     -   -
  intake.fill          in        in      ok     404   in  in    ok   -    -   -      -    -   -     -   -
  intake.sign          in        in      ok     404   in  in    ok   -    -   -      -    -   -     -   -
  intake.paper         in        in      ok     404   in  in    ok   -    -   -      -    -   -     -   -
  intake.submit        in        in      ok     422   in  in    ok   -    -   -      -    -   -     -   -
  consent.give         in        in      ok     ok    in  in    ok   -    -   -      -    -   -     -   -

  document.list        in        in      ok     ok    in  in    ok   ok   404 404    ok   ok  ok    ok  in
  document.open        in        in      ok     404   in  in    ok   ok   404 404    404  ok  ok    ok  in
`

const outcomes: readonly string[] = ['ok', '403', '404', '422', 'in', '-']

function parsed(text: string): Map<string, Map<string, string>> {
  const [head = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((cells) => cells[0])
  if (head.join() !== people.join()) throw new Error('the columns are not the people')
  return new Map(
    rows.map(([action = '', ...cells]) => {
      const wrong = cells.length !== people.length || cells.some((cell) => !outcomes.includes(cell))
      if (wrong) throw new Error(`the row of ${action} cannot be read`)
      return [action, new Map(people.map((person, index) => [person, cells[index] ?? '']))]
    }),
  )
}

const rows = parsed(table)

/** The actions that have a row. */
export const judged = [...rows.keys()]

/** Routes that do not answer as their action's row says, with the reason beside each: `METHOD /path` -> person -> outcome. */
const otherwise: Record<string, Partial<Record<Person, Outcome>>> = {
  // she has not opened the sample yet, and nobody agrees before
  'POST /portal/:practice/electronic-signing': { other: '422' },
}

/** What a person is answered at a route, about rows of their own practice. @throws where no row says it */
export function expectedOf(route: string, action: Action, person: Person): Outcome {
  const said = otherwise[route]?.[person] ?? rows.get(action)?.get(person)
  if (said === undefined || said === '-') throw new Error(`nothing is said about ${person} and ${action}`)
  return said as Outcome
}
