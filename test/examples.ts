import type { z } from 'zod'
import { accounts, castPassword, clients, elm, harbor } from '../prisma/cast.ts'
import { accountForm } from '../src/accounts/create-account.ts'
import { filterForm } from '../src/audit-log/event-filter.ts'
import { signInForm } from '../src/credentials/sign-in-form.ts'
import { assignmentForm } from '../src/clients/assign-staff.ts'
import { clientForm } from '../src/clients/client-form.ts'
import { searchForm } from '../src/clients/client-list.ts'
import { changeForm } from '../src/credentials/change-password.ts'
import { ownFactorForm, passwordOnly } from '../src/credentials/change-second-factor.ts'
import { forgottenForm } from '../src/credentials/ask-for-password.ts'
import { codeForm, factorForm } from '../src/credentials/pass-second-factor.ts'
import { passwordForm } from '../src/credentials/set-password.ts'
import { demandForm } from '../src/credentials/sign-in-rules.ts'
import { reasonForm } from '../src/documents/give-reason.ts'
import { submissionForm } from '../src/documents/submit-intakes.ts'
import { consentForm } from '../src/intakes/agree-to-sign.ts'
import { withdrawalForm } from '../src/intakes/withdraw-consent.ts'
import type { Signing } from '../src/intakes/signature-fields.ts'
import { invitationForm } from '../src/invitations/invite-clients.ts'
import { customerOf } from '../src/subscriptions/customer.ts'
import { seatsDraft, seatsForm } from '../src/subscriptions/seats-form.ts'
import { practiceProfileForm } from '../src/settings/change-practice.ts'
import { usEmergencyText } from '../src/settings/emergency-text.ts'
import { loginLinkForm } from '../src/settings/send-login-link.ts'
import { buttonOnly } from '../src/fields.ts'
import { roleForm } from '../src/staff/change-role.ts'
import { deactivationForm } from '../src/staff/deactivate-member.ts'
import { preferencesForm } from '../src/staff/preferences.ts'
import { permissionForm } from '../src/staff/set-permission.ts'
import { staffInvitationForm } from '../src/staff/invite-staff.ts'
import { joiningForm } from '../src/staff/join-staff.ts'
import { carried, hiddenFields } from '../src/web/carried-form.ts'
import { inOrganization } from '../src/platform/database.ts'
import { currentCode } from '../src/platform/one-time-passwords.ts'
import type { Outcome } from './expected.ts'
import { evesSignIn, giveFactor, midwaysSignIn, omarsSignIn, owingsSignIn, secret, takeFactor } from './factors.ts'
import { signedForm } from './world-forms.ts'
import { membersAnew, openLinksAnew, seatingAt, staffInvitedAnew, type World } from './worlds.ts'

export type Form = Record<string, string | string[] | undefined>

/** One request that succeeds for somebody; made from a world, so that the tests can swap each id in it. */
export interface Example {
  /** What stands for each `:name` of the path; `:practice` is filled in by itself. */
  params?: (world: World) => Record<string, string>
  query?: (world: World) => Record<string, string>
  form?: (world: World) => Form
  /** Where one success leaves nothing for the next: makes the world anew before each. */
  fresh?: (world: World) => Promise<World>
  /** Success itself leads to the sign-in page. */
  leadsToSignIn?: true
  /** The form carries what a later step checks: an unknown field is not refused yet. */
  isCarriedOn?: true
  /** What an id out of reach in the path leads to where it is not 404: a page that says the link has ended. */
  lost?: Outcome
}

/** A form that is checked against the operation's own schema: a missing or unknown field is a type error. */
const form =
  <S extends z.ZodType>(_schema: S, make: (world: World) => z.input<S>) =>
  (world: World): Form =>
    make(world) as Form

const ofClient = ({ ids }: World) => ({ id: ids.clientId })

const ofMember = ({ ids }: World) => ({ id: ids.memberId })
const ofStaffInvitation = ({ ids }: World) => ({ id: ids.staffInvitationId })
const newMember = () => ({ email: 'new.member@mail.example', name: 'New Member', role: 'office' as const })
const ofDocument = ({ ids }: World) => ({ id: ids.clientId, document: ids.documentId })
const ofOwnDocument = ({ ids }: World) => ({ id: ids.ownDocumentId })
const ofIntake = ({ ids }: World) => ({ id: ids.intakeId })
const ofSigned = ({ ids }: World) => ({ id: ids.signedId })
const ofSection = ({ ids }: World) => ({ id: ids.intakeId, number: '1' })

/** A form that was typed before the sign-out, coming back with the sign-in. */
function typedBefore({ account, practice }: World): Form {
  const path = `/portal/${practice}/forms/0192f000-0000-7000-8000-000000000099/sections/1`
  const form = carried(path, { full_name: 'Somebody' }, account)!
  return { ...Object.fromEntries(hiddenFields(form)), email: account.email, password }
}

/** One more form that the account has signed and not yet sent. */
async function signedAnew(world: World): Promise<World> {
  const signedId = await signedForm(world.account, ownerOf(world).id, 'notice')
  return { ...world, ids: { ...world.ids, signedId } }
}

/** What ends a notice, typed by the client. */
function signature(world: World): Form {
  const { firstName, lastName } = ownerOf(world)
  const typed = { signedBy: 'client', typedName: `${firstName} ${lastName}`, noticeReceipt: 'received' }
  return typed satisfies Partial<Record<keyof Signing, string>>
}

/** The client whose account it is. */
function ownerOf({ account }: World) {
  const clientId = accounts.find(({ id }) => id === account.accountId)?.clientId
  return clients.find(({ id }) => id === clientId)!
}

const afterClient = ({ ids }: World) => ({ after: ids.clientId })

const invitation = form(invitationForm, ({ ids }) => ({
  clients: [ids.inviteeId],
  forms: [ids.formId],
  message: 'Hello {preferred name}',
}))

/** The list of seats as it is now, with one person more. */
const seats = ({ seating, ids }: World) => ({
  ...{ had: seating.ids.join(' '), hadFree: seating.free },
  ...{ seats: [...seating.ids, ids.staffId].join(' '), free: seating.free },
})
const seatedNow = async (world: World) => ({ ...world, seating: await seatingAt(world.account.organizationId) })

/** The practice is known at the card processor. */
async function customerKnown(world: World): Promise<World> {
  await customerOf(world.account)
  return world
}

const password = castPassword

/** Everybody who has a second factor has it anew, with no code used. */
async function factorsAnew(world: World): Promise<World> {
  for (const holder of [evesSignIn, omarsSignIn, midwaysSignIn]) await giveFactor(holder)
  await takeFactor(owingsSignIn)
  return world
}

/** A member of the staff and the client have a second factor that an administrator can take away. */
async function othersFactorsAnew(world: World): Promise<World> {
  const anew = await membersAnew(world)
  const { organizationId } = world.account
  const { memberId, clientId } = anew.ids
  const accesses = await inOrganization({ organizationId }, (tx) =>
    tx.access.findMany({ where: { clientId, endsAt: null }, select: { accountId: true } }),
  )
  await giveFactor({ organizationId, site: 'staff', accountId: memberId })
  for (const { accountId } of accesses) await giveFactor({ organizationId, site: 'portal', accountId })
  return anew
}

/** The practice was set up just now. */
async function kitOwed(world: World): Promise<World> {
  const { organizationId } = world.account
  await inOrganization({ organizationId }, (tx) => tx.organization.updateMany({ data: { recoveryKitAt: null } }))
  return world
}

/** One's own sign-in, the same on both sites. */
const ownSignIn = (base: string): Record<string, Example> => ({
  [`GET ${base}/profile`]: {},
  [`GET ${base}/profile/password`]: {},
  [`POST ${base}/profile/password`]: {
    form: form(changeForm, () => ({ currentPassword: password, newPassword: password })),
  },
  [`GET ${base}/profile/second-factor`]: {},
  [`POST ${base}/profile/second-factor`]: {
    form: form(ownFactorForm, () => ({ secret, code: currentCode(secret), currentPassword: password })),
  },
  [`GET ${base}/profile/second-factor/removal`]: {},
  [`POST ${base}/profile/second-factor/removal`]: { form: form(passwordOnly, () => ({ currentPassword: password })) },
  [`GET ${base}/profile/recovery-codes`]: {},
  [`POST ${base}/profile/recovery-codes`]: {
    form: form(passwordOnly, () => ({ currentPassword: password })),
    fresh: factorsAnew,
  },
  [`POST ${base}/profile/browsers/ending`]: {},
  [`POST ${base}/profile/browsers/:handle/ending`]: { params: ({ ids }) => ({ handle: ids.handle }) },
})

/** Every route with an action -> its example. A route that is missing here fails the matrix. */
export const examples: Record<string, Example> = {
  'GET /staff/sign-in': {},
  'POST /staff/sign-in': { form: form(signInForm, ({ staffEmail }) => ({ email: staffEmail, password })) },
  'POST /staff/sign-out': { leadsToSignIn: true },
  'GET /staff/sign-in/code': {},
  'POST /staff/sign-in/code': {
    form: form(codeForm, () => ({ code: currentCode(secret) })),
    fresh: factorsAnew,
  },
  'GET /staff/sign-in/second-factor': {},
  'POST /staff/sign-in/second-factor': {
    form: form(factorForm, () => ({ secret, code: currentCode(secret) })),
    fresh: factorsAnew,
  },
  'GET /staff/forgotten-password': {},
  'POST /staff/forgotten-password': { form: form(forgottenForm, ({ staffEmail }) => ({ email: staffEmail })) },
  'GET /staff/new-password': { query: ({ ids }) => ({ key: ids.staffPasswordToken }) },
  'POST /staff/new-password': {
    form: form(passwordForm, () => ({ password })),
    fresh: openLinksAnew,
    leadsToSignIn: true,
  },
  'GET /staff/recovery-kit': { fresh: kitOwed },
  'POST /staff/recovery-kit': { fresh: kitOwed },
  'POST /staff/recovery-kit/storage': { fresh: kitOwed },
  ...ownSignIn('/staff'),
  'GET /staff/organization/sign-in': {},
  'POST /staff/organization/sign-in': {
    form: form(demandForm, ({ practice }) => ({
      secondFactor: practice === 'elm' ? ('required' as const) : ('optional' as const),
    })),
    fresh: factorsAnew,
  },
  'GET /staff/clients/:id/reason': { params: ofClient },
  'POST /staff/clients/:id/reason': {
    params: ofClient,
    form: form(reasonForm, () => ({ reason: 'A question of theirs' })),
  },
  'GET /staff/profile/preferences': {},
  'POST /staff/profile/preferences': { form: form(preferencesForm, () => ({ mails: ['seat-added' as const] })) },
  'GET /staff/organization/practice': {},
  'POST /staff/organization/practice': {
    form: form(practiceProfileForm, ({ practice, ids }) => {
      const { name, colour, postalAddress, phone, timeZone, officeHours } = practice === 'elm' ? elm : harbor
      const shown = { name, colour: colour as 'teal', postalAddress, phone, timeZone, officeHours, senderName: name }
      return { ...shown, emergencyText: usEmergencyText, safetyContact: ids.staffId }
    }),
  },
  'GET /staff/organization/audit': { query: ({ ids }) => ({ client: ids.clientId, person: ids.staffId }) },
  'POST /staff/organization/audit/clients': { form: form(searchForm, () => ({ search: 'a' })) },
  'POST /staff/organization/audit/export': {
    form: form(filterForm, ({ ids }) => ({ client: ids.clientId, kind: 'reading' })),
  },
  'GET /staff/organization/staff/:id/second-factor/removal': { params: ofMember },
  'POST /staff/organization/staff/:id/second-factor/removal': {
    params: ofMember,
    form: form(passwordOnly, () => ({ currentPassword: password })),
    fresh: othersFactorsAnew,
  },
  'GET /staff/clients/:id/second-factor/removal': { params: ofClient },
  'POST /staff/clients/:id/second-factor/removal': {
    params: ofClient,
    form: form(passwordOnly, () => ({ currentPassword: password })),
    fresh: othersFactorsAnew,
  },
  'GET /staff': {},

  'GET /staff/clients': { query: afterClient },
  'POST /staff/clients/search': { form: form(searchForm, () => ({ search: 'a' })) },
  'GET /staff/clients/new': {},
  'POST /staff/clients': { form: form(clientForm, () => ({ firstName: 'New', lastName: 'Arrival' })) },
  'GET /staff/clients/:id': { params: ofClient },
  'GET /staff/clients/:id/details': { params: ofClient },
  'POST /staff/clients/:id/details': {
    params: ofClient,
    form: form(clientForm, ({ client: { firstName, lastName, email } }) => ({ firstName, lastName, email })),
  },
  'POST /staff/clients/:id/assignments': {
    params: ofClient,
    form: form(assignmentForm, ({ ids }) => ({ staff: [ids.staffId] })),
  },

  'GET /staff/organization/client-portal/settings': { query: afterClient },
  'POST /staff/organization/client-portal/settings/search': { form: form(searchForm, () => ({ search: 'i' })) },
  'POST /staff/organization/client-portal/login-link': {
    form: form(loginLinkForm, ({ account }) => ({ email: account.email })),
  },
  'GET /staff/organization/client-portal/intake-forms': {},
  'GET /staff/organization/client-portal/intake-forms/:id': { params: ({ ids }) => ({ id: ids.formId }) },
  'GET /staff/organization/client-portal/subscription': {},
  'POST /staff/organization/client-portal/subscription/draft': { form: form(seatsDraft, seats), fresh: seatedNow },
  'POST /staff/organization/client-portal/subscription/preview': { form: form(seatsDraft, seats), fresh: seatedNow },
  'POST /staff/organization/client-portal/subscription': { form: form(seatsForm, seats), fresh: seatedNow },
  'GET /staff/organization/client-portal/subscription/card': {},
  'POST /staff/organization/client-portal/subscription/card': { form: form(buttonOnly, () => ({})) },
  'POST /staff/organization/client-portal/subscription/invoices': {
    form: form(buttonOnly, () => ({})),
    fresh: customerKnown,
  },
  'GET /staff/seat': {},
  'POST /staff/invitations/draft': { form: ({ ids }) => ({ clients: ids.inviteeId }), isCarriedOn: true },
  'POST /staff/invitations/preview': { form: invitation },
  'POST /staff/invitations': { form: invitation },

  'GET /staff/organization/staff': {},
  'GET /staff/organization/staff/permissions': {},
  'GET /staff/organization/staff/:id': { params: ofMember },

  'POST /staff/organization/staff/:id/role': {
    params: ofMember,
    form: form(roleForm, ({ ids }) => ({ role: 'office' as const, takenOverBy: ids.staffId })),
    fresh: membersAnew,
  },
  'POST /staff/organization/staff/:id/permission': {
    params: ofMember,
    form: form(permissionForm, () => ({ canInvite: 'on' as const })),
    fresh: membersAnew,
  },
  'POST /staff/organization/staff/:id/deactivation': {
    params: ofMember,
    form: form(deactivationForm, ({ ids }) => ({ handOver: ids.staffId })),
    fresh: membersAnew,
  },
  'POST /staff/organization/staff/:id/reactivation': {
    params: ({ ids }) => ({ id: ids.formerId }),
    form: form(buttonOnly, () => ({})),
    fresh: membersAnew,
  },
  'GET /staff/organization/staff/invitations/new': {},
  'POST /staff/organization/staff/invitations': { form: form(staffInvitationForm, newMember) },
  'POST /staff/organization/staff/invitations/:id/renewal': {
    params: ofStaffInvitation,
    form: form(buttonOnly, () => ({})),
    fresh: staffInvitedAnew,
  },
  'POST /staff/organization/staff/invitations/:id/revocation': {
    params: ofStaffInvitation,
    form: form(buttonOnly, () => ({})),
    fresh: staffInvitedAnew,
  },
  'GET /staff/invitation': { query: ({ ids }) => ({ key: ids.staffInvitationToken }) },
  'POST /staff/invitation/acceptance': { form: form(joiningForm, () => ({ name: 'Hana Hired', password })) },

  'GET /portal/:practice/privacy': {},
  'GET /portal/:practice/invitation': { query: ({ ids }) => ({ key: ids.invitationToken }) },
  'GET /portal/:practice/account': {},
  'POST /portal/:practice/account': { form: form(accountForm, () => ({ dateOfBirth: '', password })) },
  'GET /portal/:practice/invitation/refusal': {},
  'POST /portal/:practice/invitation/refusal': {},
  'POST /portal/:practice/invitation/renewal': {},

  'GET /portal/:practice/sign-in': {},
  'POST /portal/:practice/sign-in': {
    form: form(signInForm, ({ account }) => ({ email: account.email, password })),
  },
  'POST /portal/:practice/sign-out': { leadsToSignIn: true },
  'GET /portal/:practice/sign-in/code': {},
  'POST /portal/:practice/sign-in/code': {
    form: form(codeForm, () => ({ code: currentCode(secret) })),
    fresh: factorsAnew,
  },
  'POST /portal/:practice/forms/sign-in/code': {
    form: (world) => ({ ...typedBefore(world), code: currentCode(secret) }),
    isCarriedOn: true,
    fresh: factorsAnew,
  },
  'GET /portal/:practice/forgotten-password': {},
  'POST /portal/:practice/forgotten-password': {
    form: form(forgottenForm, ({ account }) => ({ email: account.email })),
  },
  'GET /portal/:practice/new-password': { query: ({ ids }) => ({ key: ids.passwordToken }) },
  'POST /portal/:practice/new-password': {
    form: form(passwordForm, () => ({ password })),
    fresh: openLinksAnew,
    leadsToSignIn: true,
  },
  ...ownSignIn('/portal/:practice'),
  'GET /portal/:practice': {},

  'GET /staff/clients/:id/documents': { params: ofClient },
  'GET /staff/clients/:id/forms/:form/print': { params: ({ ids }) => ({ id: ids.clientId, form: ids.waitingId }) },
  'GET /staff/clients/:id/documents/:document': { params: ofDocument },
  'GET /staff/clients/:id/documents/:document/pdf': { params: ofDocument },
  'GET /staff/clients/:id/documents/:document/evidence': { params: ofDocument },

  'POST /portal/:practice/session': {},
  'POST /portal/:practice/forms/sign-in': { form: typedBefore, isCarriedOn: true },

  'GET /portal/:practice/forms': {},
  'GET /portal/:practice/forms/:id': { params: ofIntake },
  'GET /portal/:practice/forms/:id/sections/:number': { params: ofSection },
  'POST /portal/:practice/forms/:id/sections/:number': {
    params: ofSection,
    form: () => ({ full_name: 'Somebody', go: 'next' }),
  },
  'POST /portal/:practice/forms/:id/sections/:number/draft': {
    params: ofSection,
    form: () => ({ full_name: 'Somebody' }),
  },
  'GET /portal/:practice/forms/:id/paper': { params: ofIntake },
  'POST /portal/:practice/forms/:id/paper': { params: ofIntake, form: () => ({}) },
  'POST /portal/:practice/forms/:id/opening': { params: ofIntake, form: () => ({}) },
  'GET /portal/:practice/forms/:id/print': { params: ofIntake },
  'GET /portal/:practice/forms/:id/signature': { params: ofSigned },
  'POST /portal/:practice/forms/:id/signature': {
    params: ofSigned,
    form: signature,
    fresh: signedAnew,
  },
  'GET /portal/:practice/forms/review': {},
  'POST /portal/:practice/forms/submission': { form: form(submissionForm, () => ({})), fresh: signedAnew },
  'GET /portal/:practice/forms/finished': {},
  'GET /portal/:practice/electronic-signing': {},
  'POST /portal/:practice/electronic-signing': { form: form(consentForm, () => ({ agree: 'on' as const })) },
  'POST /portal/:practice/electronic-signing/sample': {},
  'GET /portal/:practice/electronic-signing/withdrawal': {},
  'POST /portal/:practice/electronic-signing/withdrawal': { form: form(withdrawalForm, () => ({})) },

  'GET /portal/:practice/signing-keys': {},
  'GET /portal/:practice/documents': {},
  'GET /portal/:practice/openings': {},
  'GET /portal/:practice/documents/:id': { params: ofOwnDocument },
  'GET /portal/:practice/documents/:id/pdf': { params: ofOwnDocument },
  'GET /portal/:practice/documents/:id/evidence': { params: ofOwnDocument },
}
