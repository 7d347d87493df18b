// The real program as `npm start` runs it, over the seeded cast, with handles for the bench.
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
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
    const consent = { organizationId, accountId: account.id, version: consentText.version }
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

/** Processor microseconds a document: ours, and bare pages of the same text by the same library, hashed and signed. */
async function renderings(rounds) {
  const { record, seal } = await inHarbor(async (tx) => {
    const document = await tx.document.findFirstOrThrow({ orderBy: { number: 'desc' }, include: { record: true } })
    return openRecord(tx, document.record)
  })
  const practice = { name: harbor.name, phone: harbor.phone, address: harbor.postalAddress }
  const ours = await timed(rounds, () => renderPdf(record, seal, practice))
  const pages = (ours.last.toString('latin1').match(/\/Type \/Page\b/g) ?? []).length
  const text = questionsIn(record.form.content).map((each) => `${each.label ?? ''}\n${record.answers[each.key] ?? ''}`)
  const { privateKey } = generateKeyPairSync('ed25519')
  const bare = await timed(rounds, async () => {
    const pdf = await barePdf(text, pages)
    sign(null, createHash('sha256').update(pdf).digest(), privateKey)
    return pdf
  })
  return { ours: ours.each, floor: bare.each, pages }
}

function barePdf(text, pages) {
  const doc = new PDFDocument({ bufferPages: true })
  const bytes = buffer(doc)
  const size = Math.ceil(text.length / pages)
  for (let page = 0; page < pages; page++) {
    if (page > 0) doc.addPage()
    doc.fontSize(8).text(text.slice(page * size, (page + 1) * size).join('\n'), { height: 640 })
  }
  doc.end()
  return bytes
}

async function timed(rounds, work) {
  let last = await work()
  const before = process.cpuUsage()
  for (let round = 0; round < rounds; round++) last = await work()
  return { each: spent(before, process.cpuUsage()) / rounds, last }
}

answerWith({ newForm, madeAt, renderings })
