import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { harbor, omar } from '../../prisma/cast.ts'
import { formContent, type FormContent } from '../../src/intakes/form.ts'
import { questionsOf } from '../../src/intakes/questions.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { agree, fillQuestionnaire, section, sendForms, type FormKey } from '../intakes/sent-forms.ts'
import { portalBrowser } from '../browser.ts'
import { useSite } from './site.ts'

const site = useSite()

/** One line of the accessibility tree: what it is, how it is called, and of a heading its level. */
interface Spoken {
  role: string
  name: string
  level: number
}

/** What a screen reader would meet on the page, in order. */
async function heard(page: Page): Promise<Spoken[]> {
  const tree = await page.locator('main').ariaSnapshot()
  return [...tree.matchAll(/^ *- '?([a-z]+)(?: "((?:[^"\\]|\\.)*)")?([^\n]*)/gm)].map(
    ([, role = '', name = '', rest = '']) => ({
      // what folds away has no name but its own line, which follows it
      ...{ role, name: name.replaceAll('\\"', '"') || (role === 'group' ? rest.replace(/^: ?/, '') : '') },
      level: Number(/\[level=(\d)\]/.exec(rest)?.[1] ?? 0),
    }),
  )
}

const answered = ['textbox', 'radio', 'checkbox', 'combobox', 'spinbutton', 'button', 'group', 'radiogroup', 'link']

/** What a listener would stumble over. */
function stumbles(spoken: Spoken[]): string[] {
  const nameless = spoken
    .filter(({ role, name }) => answered.includes(role) && !name)
    .map(({ role }) => `a ${role} without a name`)
  const levels = spoken.filter(({ role }) => role === 'heading').map(({ level }) => level)
  const jumps = levels
    .filter((level, index) => level > (levels[index - 1] ?? 0) + 1)
    .map((level) => `a jump to level ${level}`)
  const first = levels.filter((level) => level === 1).length
  return [...nameless, ...jumps, ...(first === 1 ? [] : [`${first} headings of the page`])]
}

async function contentOf(key: FormKey): Promise<FormContent> {
  return inOrganization({ organizationId: harbor.id }, async (tx) =>
    formContent.parse((await tx.formVersion.findFirstOrThrow({ where: { form: { key } } })).content),
  )
}

/** Sends Omar a whole set of forms, filled in as far as they must be. @returns the ids */
async function wholeSet(): Promise<[string, string, string]> {
  const ids = await sendForms(omar, 'questionnaire', 'consent', 'notice')
  const browser = await portalBrowser(omar)
  await fillQuestionnaire(browser, ids[0]!)
  await agree(browser)
  return ids as [string, string, string]
}

test('a whole set of forms can be read by ear: every question by its name, headings in order', async () => {
  const [questionnaire, consent, notice] = await wholeSet()
  const page = await (await site.signedIn('/portal/harbor', omar)).newPage()
  const content = await contentOf('questionnaire')
  let questions = 0
  for (const [index, part] of content.sections.entries()) {
    await page.goto(section(questionnaire, index + 1))
    const spoken = await heard(page)
    expect(stumbles(spoken), part.title).toEqual([])
    for (const question of questionsOf(part)) {
      const isNamed = spoken.some(({ role, name }) => answered.includes(role) && name.startsWith(question.label))
      expect(isNamed, question.label).toBe(true)
      if (question.kind === 'matrix') expect(rowsUnheard(question.rows, spoken)).toEqual([])
      questions += 1
    }
  }
  expect(questions).toBeGreaterThanOrEqual(40)

  for (const [id, key] of [
    [consent, 'consent'],
    [notice, 'notice'],
    [questionnaire, 'questionnaire'],
  ] as const) {
    await page.goto(`/portal/harbor/forms/${id}/signature`)
    const spoken = await heard(page)
    expect(stumbles(spoken), key).toEqual([])
    const headings = spoken.filter(({ role }) => role === 'heading').map(({ name }) => name)
    expect(headings).toEqual(expect.arrayContaining((await contentOf(key)).sections.map(({ title }) => title)))
    expect(spoken.some(({ role, name }) => role === 'textbox' && name.startsWith('Type your full legal name'))).toBe(
      true,
    )
  }
})

/** Rows of a table of questions that are not told apart. */
const rowsUnheard = (rows: { label: string }[], spoken: Spoken[]) =>
  rows.filter(({ label }) => !spoken.some(({ role, name }) => role === 'radiogroup' && name === label))

test('a question without a name, and headings out of order, would be heard', async () => {
  const page = await (await site.someone()).newPage()
  await page.setContent('<main><h1>Form</h1><h3>Part</h3><input><button></button></main>')
  expect(stumbles(await heard(page))).toEqual([
    'a textbox without a name',
    'a button without a name',
    'a jump to level 3',
  ])
})
