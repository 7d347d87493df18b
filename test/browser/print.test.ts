import { execFileSync } from 'node:child_process'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { ada, harbor, omar, theo } from '../../prisma/cast.ts'
import { renderDocument } from '../../src/documents/render-document.ts'
import { submitIntakes } from '../../src/documents/submit-intakes.ts'
import { formContent, type FormContent } from '../../src/intakes/form.ts'
import { questionsOf } from '../../src/intakes/questions.ts'
import { now } from '../../src/platform/clock.ts'
import { inOrganization } from '../../src/platform/database.ts'
import { setPlaces } from '../../src/platform/installation.ts'
import { portalBrowser } from '../browser.ts'
import { signedIntakes } from '../documents/signed-intakes.ts'
import { omarsSignIn } from '../factors.ts'
import { fillQuestionnaire, section, sendForms, type FormKey } from '../intakes/sent-forms.ts'
import { press } from './acts.ts'
import { useSite } from './site.ts'

const site = useSite()
const organizationId = harbor.id
const keys: FormKey[] = ['questionnaire', 'consent', 'notice']
const inHarbor = <T>(work: Parameters<typeof inOrganization<T>>[1]) => inOrganization({ organizationId }, work)

/** What a form says, and the id of each form in its several places. */
interface Printed {
  content: FormContent
  formId: string
  intakeId: string
  documentId: string
}
const forms = {} as Record<FormKey, Printed>
let omars: BrowserContext
let adas: BrowserContext
let theos: BrowserContext

beforeAll(async () => {
  await inHarbor((tx) =>
    tx.assignment.create({ data: { organizationId, clientId: omar.id, staffId: theo.id, since: now() } }),
  )
  await signedIntakes(omar)
  const { accountId } = omarsSignIn
  await submitIntakes({ kind: 'PortalClient', organizationId, accountId, email: omar.email })
  const sent = await sendForms(omar, ...keys)
  const documents = await inHarbor((tx) => tx.document.findMany({ orderBy: { number: 'asc' } }))
  for (const { id } of documents) await renderDocument({ organizationId, id })
  for (const [index, key] of keys.entries()) {
    const version = await inHarbor((tx) => tx.formVersion.findFirstOrThrow({ where: { form: { key } } }))
    const { id: documentId } = documents.find(({ title }) => title === version.title)!
    const content = formContent.parse(version.content)
    forms[key] = { content, formId: version.formId, intakeId: sent[index]!, documentId }
  }
  // whoever has passed all sections may open each
  await fillQuestionnaire(await portalBrowser(omar), forms.questionnaire.intakeId)
  omars = await site.signedIn('/portal/harbor', omar)
  adas = await site.signedIn('/staff', ada)
  theos = await site.signedIn('/staff', theo)
})

/** Every question and every heading of a form, as it is read. */
const textsOf = ({ content: { title, sections } }: Printed): string[] => [
  title,
  ...sections.flatMap((part) => [
    part.title,
    ...questionsOf(part).flatMap((each) => [
      each.label,
      ...(each.kind === 'matrix' ? each.rows.map((row) => row.label) : []),
    ]),
  ]),
]

/** A text without its spaces and line ends, which a page breaks as it likes. */
const tight = (text: string) => text.normalize('NFKC').replace(/\s+/g, '')

/** What stands on the sheets the browser would print. */
async function sheets(page: Page): Promise<string> {
  const pdf = await page.pdf({ format: 'Letter', printBackground: true })
  return tight(execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf }).toString())
}

/** Runs in the page as it is printed: the words of its main part that are shown, and where the paper is not white or the ink not dark. */
function shown(): { words: string[]; flaws: string[] } {
  const light = (colour: string) => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number)
    return { value: (red * 0.2126 + green * 0.7152 + blue * 0.0722) / 255, isSeen: alpha > 0.5 }
  }
  const paperOf = (element: Element | null): number => {
    if (!element) return 1
    const { value, isSeen } = light(getComputedStyle(element).backgroundColor)
    return isSeen ? value : paperOf(element.parentElement)
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const words: string[] = []
  const flaws: string[] = []
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement!
    const text = walker.currentNode.textContent!.trim()
    const { width } = element.getBoundingClientRect()
    if (!text || width <= 2 || !element.checkVisibility() || element.closest('option, script, svg')) continue
    if (!element.closest('main')) flaws.push(`beside the page: ${text.slice(0, 60)}`)
    else words.push(text)
    if (paperOf(element) < 0.85) flaws.push(`on dark paper: ${text.slice(0, 60)}`)
    if (light(getComputedStyle(element).color).value > 0.45) flaws.push(`in pale ink: ${text.slice(0, 60)}`)
  }
  const body = getComputedStyle(document.body)
  if (`${body.color} ${body.backgroundColor}` !== 'rgb(0, 0, 0) rgb(255, 255, 255)') flaws.push('not black on white')
  return { words, flaws }
}

/** Prints a page, from a dark screen: nothing beside it, black on white, and all that it says. @returns its sheets */
async function printed(page: Page): Promise<string> {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  const { words, flaws } = await page.evaluate(shown)
  const text = await sheets(page)
  expect(words.length).toBeGreaterThan(3)
  expect([...flaws, ...words.filter((each) => !text.includes(tight(each))).map((each) => `lost: ${each}`)]).toEqual([])
  expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0)
  return text
}

const opened = async (context: BrowserContext, path: string) => {
  const page = await context.newPage()
  expect((await page.goto(path))?.status()).toBe(200)
  return page
}

const missing = (texts: string[], text: string) => texts.filter((each) => !text.includes(tight(each)))

test.each(keys)('the form "%s" prints whole: blank, as staff look at it, and as the signed document', async (key) => {
  const form = forms[key]
  const places: [BrowserContext, string][] = [
    [omars, `/portal/harbor/forms/${form.intakeId}/print`],
    [adas, `/staff/organization/client-portal/intake-forms/${form.formId}`],
    [omars, `/portal/harbor/documents/${form.documentId}`],
    [theos, `/staff/clients/${omar.id}/documents/${form.documentId}`],
  ]
  for (const [context, path] of places) {
    const page = await opened(context, path)
    expect(missing(textsOf(form), await printed(page)), path).toEqual([])
    await page.close()
  }
})

test('the questionnaire prints section by section, every question with what was typed', async () => {
  const { content, intakeId } = forms.questionnaire
  for (const [index, part] of content.sections.entries()) {
    const page = await opened(omars, section(intakeId, index + 1))
    const fields = page.getByRole('main').locator('input[type=text], textarea')
    if (await fields.count()) await fields.first().fill('Words that were typed')
    const text = await printed(page)
    const labels = questionsOf(part).map(({ label }) => label)
    expect(missing([part.title, ...labels], text), part.title).toEqual([])
    if (await fields.count()) expect(text).toContain(tight('Words that were typed'))
    await page.close()
  }
})

test('the recovery kit prints with every code and where data and keys lie, and without its buttons', async () => {
  const places = { data: 'the folder /var/lib/anteroom', keys: 'the file keys.json', settings: 'the file anteroom.env' }
  setPlaces(places)
  await inHarbor((tx) => tx.organization.updateMany({ data: { recoveryKitAt: null } }))
  const page = await opened(adas, '/staff/recovery-kit')
  await press('Make my recovery kit')(page)
  const codes = await page.locator('main .codes li').allInnerTexts()
  const text = await printed(page)
  expect(codes).toHaveLength(10)
  expect(missing([...codes, ...Object.values(places), harbor.name, ada.name], text)).toEqual([])
  expect(text).not.toContain(tight('I have stored it apart from the server'))
})

test('dark paper, pale ink, a bar of navigation and words left out would be found', async () => {
  const page = await (await site.someone()).newPage()
  await page.setContent(`<style>body { color: #000; background: #fff } .dark { background: #222 } .pale { color: #bbb }</style>
    <nav><a href="/">Home</a></nav><main><h1>Title</h1><p class="dark">On dark</p><p class="pale">In pale</p><p>Plain</p></main>`)
  await page.emulateMedia({ media: 'print' })
  const { flaws } = await page.evaluate(shown)
  expect(flaws).toEqual(['beside the page: Home', 'on dark paper: On dark', 'in pale ink: In pale'])
  await page.setContent('<main><h1>Title</h1><p style="display: none">Hidden</p></main>')
  expect(missing(['Title', 'Hidden'], await sheets(page))).toEqual(['Hidden'])
})
