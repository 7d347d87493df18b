// The real program as `npm start` runs it, over the seeded cast, with handles for the bench.
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import { accounts, harbor, omar, theo } from '../../dist/prisma/cast.js'
import { seed } from '../../dist/prisma/seed.js'
import { readConfig } from '../../dist/src/config.js'
import { renderPdf } from '../../dist/src/documents/render-pdf.js'
import { openRecord } from '../../dist/src/documents/sealed-records.js'
import { consentText } from '../../dist/src/intakes/electronic-consent.js'
import { lockAnswers, lockSignature } from '../../dist/src/intakes/intake-content.js'
import { inOrganization } from '../../dist/src/platform/database.js'
import { newId } from '../../dist/src/platform/ids.js'
import { start } from '../../dist/src/start.js'
import * as assurance from '../assure/answers.mjs'
import { median } from './figures.mjs'
import { hashesASecond, lag } from './pressure.mjs'
import { answerWith, spent } from './stage.mjs'

const organizationId = harbor.id
const account = accounts.find(({ clientId }) => clientId === omar.id)
const inHarbor = (work) => inOrganization({ organizationId }, work)

const config = readConfig({
  ...process.env,
  NODE_ENV: 'development',
  ANTEROOM_URL: `http://127.0.0.1:${process.env.PORT}`,
})
await start({ ...config, production: true }, { prepare })

async function prepare() {
  await seed()
  await inHarbor(async (tx) => {
    const at = new Date()
    const consent = { organizationId, accountId: account.id, version: consentText.version, number: 1 }
    await tx.electronicConsent.createMany({
      data: [{ ...consent, sampleOpenedAt: at, givenAt: at }],
      skipDuplicates: true,
    })
    const assignment = { organizationId, clientId: omar.id, staffId: theo.id, since: at }
    await tx.assignment.createMany({ data: [assignment], skipDuplicates: true })
  })
}

const questionsIn = (content) =>
  content.sections.flatMap(({ elements }) => elements).filter((element) => 'key' in element)

/** An answer to every question that takes words; the questionnaire of the seed has more than 40 questions. */
const answersTo = (content) =>
  Object.fromEntries(
    questionsIn(content)
      .filter(({ kind }) => /_answer$/.test(kind))
      .map(({ key }) => [key, 'Some words of an ordinary answer, as people write them. '.repeat(3)]),
  )

const signature = () => ({
  kind: 'signed',
  reason: null,
  accountId: account.id,
  capacity: 'client',
  relationship: null,
  typedName: 'Omar Haddad',
  nameDiffersFromFile: false,
  strokes: [[10, 60, 22, 20, 40, 18]],
  signedAt: new Date().toISOString(),
  address: '203.0.113.24',
  browser: 'bench',
})

/** Puts a form into Omar's file, in this state. */
const newForm = ({ key, state }) =>
  inHarbor(async (tx) => {
    const version = await tx.formVersion.findFirstOrThrow({ where: { form: { key } }, include: { form: true } })
    const stored = { organizationId, id: newId(), clientId: omar.id }
    const isSigned = state === 'signed'
    await tx.intake.create({
      data: {
        ...stored,
        state,
        formVersionId: version.id,
        position: version.form.position,
        reached: isSigned ? version.content.sections.length : 0,
        sentAt: new Date(),
        ...(isSigned ? { answers: await lockAnswers(tx, stored, answersTo(version.content)) } : {}),
        ...(isSigned ? { signature: await lockSignature(tx, stored, signature()) } : {}),
      },
    })
    const [first] = version.content.sections
    return {
      id: stored.id,
      fields: first.elements.filter(({ kind }) => /_answer$/.test(kind)).map((each) => each.key),
    }
  })

/** Milliseconds since 1970 when the PDF of a form stood; null while it does not. */
const madeAt = (intakeId) =>
  inHarbor(async (tx) => {
    const document = await tx.document.findFirst({ where: { record: { intakeId } }, include: { file: true } })
    return document?.file?.createdAt.getTime() ?? null
  })

/** Processor microseconds a document: ours, and the same words in the same fonts by the bare library, hashed and signed. */
async function renderings(rounds) {
  const { record, seal } = await inHarbor(async (tx) => {
    const document = await tx.document.findFirstOrThrow({ orderBy: { number: 'desc' }, include: { record: true } })
    return openRecord(tx, document.record)
  })
  const practice = { name: harbor.name, phone: harbor.phone, address: harbor.postalAddress }
  const { said, pages } = await overheard(() => renderPdf(record, seal, practice))
  const fonts = openedOnce(new Set(said.map(({ font }) => font)))
  const { privateKey } = generateKeyPairSync('ed25519')
  const ours = () => renderPdf(record, seal, practice)
  const bare = async () =>
    sign(
      null,
      createHash('sha256')
        .update(await barePdf(said, pages, fonts))
        .digest(),
      privateKey,
    )
  const each = { ours: [], bare: [] }
  for (let round = -2; round < rounds; round++) {
    for (const [side, work] of Object.entries({ ours, bare })) {
      const micros = await spentOn(work)
      if (round >= 0) each[side].push(micros)
    }
  }
  return { ours: median(each.ours), floor: median(each.bare), pages }
}

/** What is written into a PDF while `work` makes it: each text with its font and size; and how many pages it has. */
async function overheard(work) {
  const { text } = PDFDocument.prototype
  const said = []
  PDFDocument.prototype.text = function (words, ...where) {
    said.push({ font: this._font.name, size: this._fontSize, words })
    return text.call(this, words, ...where)
  }
  const pdf = await work()
  PDFDocument.prototype.text = text
  return { said, pages: pdf.toString('latin1').match(/\/Type \/Page\b/g).length }
}

/** The same typefaces as ours, read and parsed once, so that the floor does not pay for it with each document. */
function openedOnce(names) {
  const folders = {
    'Inter-Regular': '400Regular',
    'Inter-Italic': '400Regular_Italic',
    'Inter-SemiBold': '600SemiBold',
  }
  const fileOf = (folder) =>
    fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${folder}/Inter_${folder}.ttf`))
  return [...names].map((name) => [name, new PDFDocument({ font: fileOf(folders[name]) })._font.font])
}

function barePdf(said, pages, fonts) {
  const doc = new PDFDocument({ font: '', size: 'LETTER', bufferPages: true })
  const bytes = buffer(doc)
  for (const [name, font] of fonts) doc.registerFont(name, font)
  const size = Math.ceil(said.length / pages)
  said.forEach(({ font, size: points, words }, i) => {
    if (i > 0 && i % size === 0) doc.addPage()
    doc.font(font).fontSize(points).text(words)
  })
  doc.end()
  return bytes
}

async function spentOn(work) {
  const before = process.cpuUsage()
  await work()
  return spent(before, process.cpuUsage())
}

answerWith({ ...assurance, newForm, madeAt, renderings, hashesASecond, lag })
