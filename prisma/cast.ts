/** The fixed cast of seed, tests and pictures. Ids are fixed, so that links in notes and tests stay good. */
const id = (tail: string) => `0192f000-0000-7000-8000-${tail.padStart(12, '0')}`

/** Everybody of the cast signs in with this. */
export const castPassword = 'harbor lantern quiet morning'

export const harbor = {
  id: id('1'),
  name: 'Harbor Counseling',
  colour: 'teal',
  officeHours: 'Monday to Friday, 9 AM to 5 PM',
  portalAddress: 'harbor',
  timeZone: 'America/Chicago',
  phone: '512 555 0100',
  postalAddress: '12 Quay Street\nAustin, TX 78701',
  secondFactor: 'optional',
}
export const elm = {
  id: id('2'),
  name: 'Elm Practice',
  colour: 'plum',
  officeHours: '',
  portalAddress: 'elm',
  timeZone: 'America/New_York',
  phone: '617 555 0200',
  postalAddress: '4 Elm Row\nBoston, MA 02108',
  secondFactor: 'required',
}
export const practices = [harbor, elm]

export const ada = {
  id: id('11'),
  organizationId: harbor.id,
  name: 'Ada Whitfield',
  email: 'ada@harbor.example',
  role: 'administrator',
  seesClients: false,
}
export const theo = {
  id: id('12'),
  organizationId: harbor.id,
  name: 'Theo Marsh',
  email: 'theo@harbor.example',
  role: 'therapist',
  seesClients: true,
}
export const nia = {
  id: id('13'),
  organizationId: harbor.id,
  name: 'Nia Okoro',
  email: 'nia@harbor.example',
  role: 'therapist',
  seesClients: true,
}
export const ofra = {
  id: id('14'),
  organizationId: harbor.id,
  name: 'Ofra Lind',
  email: 'ofra@harbor.example',
  role: 'office',
  seesClients: false,
}
export const eve = {
  id: id('21'),
  organizationId: elm.id,
  name: 'Eve Sandoval',
  email: 'eve@elm.example',
  role: 'administrator',
  seesClients: true,
}
export const staff = [ada, theo, nia, ofra, eve]

/** Elm asks for a second factor: what Eve's authenticator app holds. */
export const secondFactors = [
  { id: id('61'), organizationId: elm.id, staffId: eve.id, secret: 'K5QWY3DFMRQW4ZLTMVXGIZLBNFXGO33M' },
]

/** Who has the free seat of each practice. */
export const firstSeats = [theo, eve]

export const cleo = {
  id: id('31'),
  organizationId: harbor.id,
  firstName: 'Cleopatra',
  lastName: 'Barnes',
  preferredName: 'Cleo',
  dateOfBirth: '1991-04-23',
  email: 'cleo@mail.example',
  phone: '512 555 0131',
  postalAddress: '8 Juniper Lane\nAustin, TX 78702',
  assigned: [theo.id],
}
export const omar = {
  id: id('32'),
  organizationId: harbor.id,
  firstName: 'Omar',
  lastName: 'Haddad',
  preferredName: null,
  dateOfBirth: '1984-11-02',
  email: 'omar@mail.example',
  phone: '512 555 0132',
  postalAddress: null,
  assigned: [],
}
export const max = {
  id: id('41'),
  organizationId: elm.id,
  firstName: 'Max',
  lastName: 'Ferreira',
  preferredName: null,
  dateOfBirth: '1978-01-30',
  email: 'max@mail.example',
  phone: '617 555 0241',
  postalAddress: null,
  assigned: [eve.id],
}
export const clients = [cleo, omar, max]

/** Clients who already have an account; the others are there to be invited. */
export const accounts = [
  { id: id('51'), organizationId: harbor.id, clientId: omar.id, email: omar.email },
  { id: id('52'), organizationId: elm.id, clientId: max.id, email: max.email },
]
