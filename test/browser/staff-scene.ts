import { ada, harbor, theo } from '../../prisma/cast.ts'
import { now } from '../../src/platform/clock.ts'
import { inOrganization, type Tx } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { minutesAfter } from '../../src/platform/time.ts'
import { newToken } from '../../src/platform/tokens.ts'

const organizationId = harbor.id

/** Of the staff: somebody with a long name, somebody who has left, and invitations that are long or ran out. */
export async function arrangeStaff() {
  return inOrganization({ organizationId }, async (tx) => ({
    longMemberId: await addMember(tx, 'active', {
      name: 'Dr. Bartholomew-Maximilian Throckmorton-Fitzwilliam of Ravenscourt',
      email: 'bartholomew-maximilian.throckmorton-fitzwilliam@a-very-long-domain-name.harbor.example',
    }),
    formerId: await addMember(tx, 'deactivated', { name: 'Fran Former', email: 'fran.former@harbor.example' }),
    expiredStaffToken: await invite(tx, { name: 'Lena Late', email: 'lena.late@mail.example' }, -60),
    longStaffToken: await invite(
      tx,
      {
        name: 'Guinevere-Philippa Featherstonehaugh-Cholmondeley',
        email: 'guinevere-philippa.featherstonehaugh@a-very-long-domain-name.mail.example',
      },
      60,
    ),
  }))
}

interface Named {
  name: string
  email: string
}

async function addMember(tx: Tx, state: string, named: Named): Promise<string> {
  const row = { ...(await tx.staff.findFirstOrThrow({ where: { id: theo.id } })), id: newId(), ...named, state }
  await tx.staff.create({ data: { ...row, lastSignInAt: now() } })
  return row.id
}

/** An invitation to the staff that ends in so many minutes. @returns its link's secret */
async function invite(tx: Tx, { name, email }: Named, minutes: number): Promise<string> {
  const { token, hash: tokenHash } = newToken()
  const row = { organizationId, id: newId(), invitedById: ada.id, name, email, openEmail: email, tokenHash }
  const offer = { role: 'administrator', seesClients: true, state: 'open' }
  const dates = { createdAt: now(), expiresAt: minutesAfter(now(), minutes) }
  await tx.staffInvitation.create({ data: { ...row, ...offer, ...dates } })
  return token
}
