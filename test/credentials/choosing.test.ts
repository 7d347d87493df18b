import { hash } from '@node-rs/argon2'
import { dictionary } from '@zxcvbn-ts/language-common'
import { afterAll, expect, test } from 'vitest'
import { castPassword } from '../../prisma/cast.ts'
import { hashPassword } from '../../src/platform/password-hashes.ts'
import { passwordProblem } from '../../src/platform/passwords.ts'
import { Browser } from '../browser.ts'
import { addMember, inHarbor, memberRow } from '../staff/members-made.ts'

const counted = { common: 0, own: 0, good: 0, wrong: 0 }
afterAll(() =>
  console.log(
    `S9: ${counted.common} common passwords, ${counted.own} made of own words and ${counted.good} good ones judged, ${counted.wrong} wrongly`,
  ),
)

/** Judges a password, and counts where it is not judged as it should be. */
async function judged(kind: 'common' | 'own' | 'good', password: string, own: string[] = []): Promise<boolean> {
  const isRefused = (await passwordProblem(password, own)) !== null
  counted[kind] += 1
  const isRight = isRefused === (kind !== 'good')
  if (!isRight) counted.wrong += 1
  return isRight
}

test('the three thousand most common passwords are refused, as they are and repeated until they are long enough', async () => {
  const common = dictionary['passwords-common'].slice(0, 3000).map(String)
  expect(common).toHaveLength(3000)
  const taken = []
  for (const word of common) {
    if (!(await judged('common', word))) taken.push(word)
    const long = word.repeat(Math.ceil(15 / word.length))
    if (!(await judged('common', long))) taken.push(long)
  }
  expect(taken).toEqual([])
})

test('what is made of one’s own name, address and practice is refused', async () => {
  const own = ['Theodora Marshall', 'theodora@harbor.example', 'Harbor Counseling']
  const made = [
    'theodoramarshall',
    'Harbor Counseling 1',
    'theodora@harbor',
    'counseling-marshall',
    'MARSHALLtheodora99',
  ]
  for (const password of made) expect(await judged('own', password, own), password).toBe(true)
})

test('no composition is asked for: words alone, one case and any script will do', async () => {
  const good = [
    castPassword,
    'violet teapot stairs',
    'синий чайник на лестнице',
    '緑の茶瓶が階段の上に置いてある夜',
    'fern-owl-lake-stamp',
  ]
  for (const password of good) expect(await judged('good', password), password).toBe(true)
})

test('a hash says what it cost, and one that cost less is made anew at the next sign-in', async () => {
  expect(await hashPassword(castPassword)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  const member = await addMember()
  const cheap = await hash(castPassword, { algorithm: 2, memoryCost: 8192, timeCost: 1, parallelism: 1 })
  await inHarbor((tx) => tx.staff.updateMany({ where: { id: member.id }, data: { passwordHash: cheap } }))
  const signIn = (browser: Browser, password = castPassword) =>
    browser.post('/staff/sign-in', { email: member.email, password })
  expect((await signIn(new Browser(), 'a violet teapot on the stairs')).status).toBe(422)
  expect((await memberRow(member.id)).passwordHash).toBe(cheap)
  const browser = new Browser()
  expect((await signIn(browser)).status).toBe(303)
  expect((await memberRow(member.id)).passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect((await browser.get('/staff')).status).toBe(200)
  expect((await signIn(new Browser())).status).toBe(303)
})
