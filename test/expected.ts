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
  'granted', // therapist, assigned to Cleo, who may invite clients
  'hired', // has opened the link of an invitation to the staff and is not on it yet
  'half', // Eve after the password, before the code; has opened a link for a new password
  'owing', // Elm's staff after the password, without the second factor that Elm asks for
  'midway', // an account at Harbor's portal after the password, before the code; has opened a link for a new password
] as const
export type Person = (typeof people)[number]

/** Who is answered as somebody else is, but where `otherwise` says so: they need no column of their own. */
const answeredAs: Partial<Record<Person, Person>> = {
  ...{ half: 'anonymous', owing: 'anonymous', midway: 'anonymous' }, // nobody yet
  ...{ seated: 'nia', chief: 'ada' }, // a seat makes no other difference
}
const columns = people.filter((person) => !(person in answeredAs))

/** `in`: led to the sign-in page. `422`: refused by a rule of the domain, nothing changed. */
export type Outcome = 'ok' | '403' | '404' | '422' | 'in'

/**
 * What each person is answered about rows of their own practice (Cleo's file; what is Omar's at the portal), written by
 * hand from the plan's "Who may do what", not from the code. Whoever is signed in on one site is anonymous on the other;
 * `-` marks that the action has no page on that person's site.
 */
const table = `
                           anonymous  invited  client  other  off  guest  max  theo  nia  ofra  ada  eve  gone  granted  hired
  public.read              ok         ok       ok      ok     ok   ok     ok   ok    ok   ok    ok   ok   ok    ok       ok
  session.start            ok         ok       ok      ok     ok   ok     ok   ok    ok   ok    ok   ok   ok    ok       ok
  session.end              ok         ok       ok      ok     ok   ok     ok   ok    ok   ok    ok   ok   ok    ok       ok

  second-factor.pass       in         in       in      in     in   in     in   in    in   in    in   in   in    in       in
  password.set             ok         ok       ok      ok     ok   ok     ok   ok    ok   ok    ok   ok   ok    ok       ok
  profile.view             in         in       ok      ok     in   in     ok   ok    ok   ok    ok   ok   in    ok       in
  profile.change           in         in       ok      ok     in   in     ok   ok    ok   ok    ok   ok   in    ok       in
  recovery-kit.keep        in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  sign-in-rules.change     in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  preferences.change       in         -        -       -      -    -      -    ok    ok   ok    ok   ok   in    ok       in
  practice.change          in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  document.give-reason     in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  audit.view               in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  audit.export             in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  second-factor.remove     in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in

  home.view                in         -        -       -      -    -      -    ok    ok   ok    ok   ok   in    ok       in
  client.list              in         -        -       -      -    -      -    ok    ok   ok    ok   ok   in    ok       in
  client.add               in         -        -       -      -    -      -    403   403  ok    ok   ok   in    403      in
  client.view              in         -        -       -      -    -      -    ok    404  ok    ok   ok   in    ok       in
  client.edit              in         -        -       -      -    -      -    ok    404  ok    ok   ok   in    ok       in
  client.assign            in         -        -       -      -    -      -    403   403  ok    ok   ok   in    403      in

  staff.list               in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  staff.view               in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  staff.change-role        in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  staff.set-permission     in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  staff.deactivate         in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  staff.reactivate         in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  staff.invite             in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  staff-invitation.resend  in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  staff-invitation.revoke  in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  staff-invitation.open    ok         -        -       -      -    -      -    ok    ok   ok    ok   ok   ok    ok       ok
  staff-invitation.accept  422        -        -       -      -    -      -    422   422  422   422  422  422   422      ok
  permission.list          in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in

  portal-settings.view     in         -        -       -      -    -      -    403   403  403   ok   ok   in    ok       in
  login-link.send          in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  form.list                in         -        -       -      -    -      -    403   403  403   ok   ok   in    ok       in
  form.view                in         -        -       -      -    -      -    403   403  403   ok   ok   in    ok       in
  client.invite            in         -        -       -      -    -      -    403   403  403   ok   ok   in    ok       in
  subscription.view        in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  subscription.change      in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  subscription.pay         in         -        -       -      -    -      -    403   403  403   ok   ok   in    403      in
  seat.view                in         -        -       -      -    -      -    ok    403  403   403  ok   in    403      in

  invitation.open          ok         ok       ok      ok     ok   ok     ok   -     -    -     -    -    -     -        -
  invitation.accept        422        ok       422     422    422  422    422  -     -    -     -    -    -     -        -
  invitation.refuse        ok         ok       ok      ok     ok   ok     ok   -     -    -     -    -    -     -        -
  invitation.renew         ok         ok       ok      ok     ok   ok     ok   -     -    -     -    -    -     -        -

  portal.home              in         in       ok      ok     in   in     ok   -     -    -     -    -    -     -        -
  session.keep             in         in       ok      ok     in   in     ok   -     -    -     -    -    -     -        -
  intake.list              in         in       ok      ok     in   in     ok   -     -    -     -    -    -     -        -
  intake.fill              in         in       ok      404    in   in     ok   -     -    -     -    -    -     -        -
  intake.sign              in         in       ok      404    in   in     ok   -     -    -     -    -    -     -        -
  intake.paper             in         in       ok      404    in   in     ok   -     -    -     -    -    -     -        -
  intake.submit            in         in       ok      422    in   in     ok   -     -    -     -    -    -     -        -
  consent.give             in         in       ok      ok     in   in     ok   -     -    -     -    -    -     -        -
  consent.withdraw         in         in       ok      ok     in   in     ok   -     -    -     -    -    -     -        -

  document.list            in         in       ok      ok     in   in     ok   ok    404  ok    ok   ok   in    ok       in
  document.open            in         in       ok      404    in   in     ok   ok    404  404   ok   ok   in    ok       in
  opening.list             in         in       ok      ok     in   in     ok   -     -    -     -    -    -     -        -
`

const outcomes: readonly string[] = ['ok', '403', '404', '422', 'in', '-']

function parsed(text: string): Map<string, Map<string, string>> {
  const [head = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((cells) => cells[0])
  if (head.join() !== columns.join()) throw new Error('the columns are not the people')
  return new Map(
    rows.map(([action = '', ...cells]) => {
      const wrong = cells.length !== columns.length || cells.some((cell) => !outcomes.includes(cell))
      if (wrong) throw new Error(`the row of ${action} cannot be read`)
      return [action, new Map(columns.map((person, index) => [person, cells[index] ?? '']))]
    }),
  )
}

const rows = parsed(table)

/** The actions that have a row. */
export const judged = [...rows.keys()]

/** Everybody but these is answered so. */
const exceptFor = (some: readonly Person[], outcome: Outcome): Partial<Record<Person, Outcome>> =>
  Object.fromEntries(people.filter((person) => !some.includes(person)).map((person) => [person, outcome]))

/** Routes that do not answer as their action's row says, with the reason beside each: `METHOD /path` -> person -> outcome. */
const otherwise: Record<string, Partial<Record<Person, Outcome>>> = {
  // she has not opened the sample yet, and nobody agrees before
  'POST /portal/:practice/electronic-signing': { other: '422' },
  // only a seat opens this page
  'GET /staff/seat': { seated: 'ok', chief: 'ok' },
  // the code is asked of who has the factor, after the password
  'GET /staff/sign-in/code': { half: 'ok' },
  'POST /staff/sign-in/code': { half: 'ok' },
  'GET /portal/:practice/sign-in/code': { midway: 'ok' },
  'POST /portal/:practice/sign-in/code': { midway: 'ok' },
  'POST /portal/:practice/forms/sign-in/code': { midway: 'ok' },
  // what is set up is not asked for again, and what is asked for is not set up
  'GET /staff/sign-in/second-factor': { owing: 'ok' },
  'POST /staff/sign-in/second-factor': { owing: 'ok' },
  // without an opened link there is no account to set a password for
  'POST /staff/new-password': exceptFor(['half', 'owing'], '422'),
  'POST /portal/:practice/new-password': exceptFor(['midway'], '422'),
  // Elm asks its staff for a second factor
  'POST /staff/profile/second-factor/removal': { eve: '422' },
  // recovery codes stand in for a second factor, which Omar and Eve have
  'POST /staff/profile/recovery-codes': {
    granted: '422',
    seated: '422',
    chief: '422',
    theo: '422',
    nia: '422',
    ofra: '422',
    ada: '422',
  },
  'POST /portal/:practice/profile/recovery-codes': { other: '422', max: '422' },
}

/** What a person is answered at a route, about rows of their own practice. @throws where no row says it */
export function expectedOf(route: string, action: Action, person: Person): Outcome {
  const asked = answeredAs[person] ?? person
  const said = otherwise[route]?.[person] ?? rows.get(action)?.get(asked)
  if (said === undefined || said === '-') throw new Error(`nothing is said about ${person} and ${action}`)
  return said as Outcome
}
