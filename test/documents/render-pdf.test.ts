import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RENDERER, renderPdf } from '../../src/documents/render-pdf.ts'
import { momentInWords } from '../../src/documents/moments.ts'
import { signedForm, type SignedForm } from '../../src/documents/record.ts'
import { practice, sealedExample, signedExample } from './signed-form.ts'

const run = promisify(execFile)
let folder: string
let example: Awaited<ReturnType<typeof sealedExample>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anteroom-pdf-'))
  example = await sealedExample()
})
afterAll(() => rm(folder, { recursive: true }))

/** The example with changes, as a PDF, read back by other people's tools. */
async function read(pdf: Buffer) {
  const file = join(folder, 'document.pdf')
  await writeFile(file, pdf)
  const text = (await run('pdftotext', ['-layout', file, '-'])).stdout
  const tree = (await run('pdfinfo', ['-struct-text', file])).stdout
  return { file, text, tree, flat: text.replace(/\s+/g, ' '), pages: text.split('\f').length - 1 }
}

const rendered = async (change: (record: SignedForm) => void) => {
  const record = structuredClone(signedExample)
  change(record)
  return read(await renderPdf(signedForm.parse(record), example.evidence.seal, practice))
}

describe('the PDF of a signed form', () => {
  test('shows the words of the form, each question and each answer, accents and quotes included', async () => {
    const { flat } = await read(example.pdf)
    const { content } = signedExample.form
    const words = content.sections.flatMap((section) => [
      section.title,
      ...section.elements.flatMap((element) => {
        if (element.kind === 'list') return element.items
        if (element.kind === 'heading' || element.kind === 'text') return [element.text]
        const rows = element.kind === 'matrix' ? element.rows.map((row) => row.label) : []
        return [element.label, element.help ?? '', ...rows]
      }),
    ])
    const answers = ['Yes', 'José', 'Once', 'Sleep Calm', 'September 14, 2026', '(555) 010-0199', 'Not answered']
    const ending = [
      'It is worse on Sundays – “the quiet days”, as my sister says.',
      'Cleo Núñez',
      'Mother, for José Núñez',
    ]
    for (const each of [content.title, content.summary, content.statement, ...words, ...answers, ...ending])
      expect(flat).toContain(each)
    expect(flat).toMatch(/Little interest in doing things Several days.*Feeling tired Not answered/)
  })

  test('ends with a certificate of what, who, when, from where, and how to check it', async () => {
    const { flat } = await read(example.pdf)
    const { seal } = example.evidence
    const certificate = flat.slice(flat.indexOf('Certificate'))
    for (const each of [
      'Consent for Psychotherapy, version 3',
      'English',
      'cleo@example.org',
      'November 23, 2026, 10:42 AM (America/Chicago, UTC-06:00)',
      'November 23, 2026, 10:51 AM',
      'Agreed November 23, 2026, 10:20 AM',
      'Opened November 23, 2026, 10:19 AM',
      '203.0.113.24',
      'iPhone OS 18_1',
      seal.hash,
      seal.previousHash,
      seal.keyId,
      'npm run verify',
    ])
      expect(certificate).toContain(each)
    expect(certificate.replaceAll(' ', '')).toContain(seal.signature)
  })

  test('names practice, form, number and page on every page, outside the tree that is read aloud', async () => {
    const { text, tree, pages } = await read(example.pdf)
    const each = text.split('\f').slice(0, pages)
    expect(pages).toBeGreaterThan(2)
    each.forEach((page, i) => {
      expect(page).toContain('Harbor Counseling')
      expect(page).toContain('Consent for Psychotherapy · No. 12')
      expect(page).toContain('(555) 010-0100 · 12 Harbor Street, Portland, ME 04101')
      expect(page).toContain(`Page ${i + 1} of ${pages}`)
    })
    expect(tree).not.toContain('Page 1 of')
  })

  test('is tagged: headings, paragraphs, lists, tables with row headers, and words for the drawn signature', async () => {
    const { file, tree } = await read(example.pdf)
    const info = (await run('pdfinfo', [file])).stdout
    expect(info).toMatch(/Tagged:\s+yes/)
    expect(info).toMatch(/Page size:\s+612 x 792/)
    expect(info).toMatch(/Title:\s+Consent for Psychotherapy/)
    expect((await run('pdfinfo', ['-meta', file])).stdout).toContain('<pdfuaid:part>1</pdfuaid:part>')
    for (const tag of [
      'Document',
      'H1',
      'H2',
      'H3',
      'P',
      'L',
      'LI',
      'Lbl',
      'LBody',
      'Table',
      'TR',
      'TH',
      'TD',
      'Figure',
    ])
      expect(tree).toMatch(new RegExp(`^\\s*${tag}\\b`, 'm'))
    expect(tree).toMatch(/TH:?\s+\/Scope \/Row\s+"Client"/)
    const source = (await run('qpdf', ['--qdf', '--object-streams=disable', file, '-'], { encoding: 'latin1' })).stdout
    expect(source).toContain('/Lang (en-US)')
    expect(source).toContain('/DisplayDocTitle true')
    const alternative = Buffer.from('\ufeffDrawn signature of Cleo Núñez', 'utf16le').swap16().toString('hex')
    expect(source.includes(`/Alt <${alternative}>`)).toBe(true)
  })

  test('is sound, with every font embedded', async () => {
    const { file } = await read(example.pdf)
    await expect(run('qpdf', ['--check', file])).resolves.toBeTruthy()
    const fonts = (await run('pdffonts', [file])).stdout.trim().split('\n').slice(2)
    expect(fonts.length).toBe(3)
    for (const font of fonts) expect(font).toMatch(/Inter-\w+\s+CID TrueType\s+Identity-H\s+yes yes yes/)
  })

  test('is the same bytes each time it is made of the same record', async () => {
    expect((await renderPdf(signedExample, example.evidence.seal, practice)).equals(example.pdf)).toBe(true)
  })

  test('is the same bytes whatever this thread made before', async () => {
    const saying = (reason: string) =>
      renderPdf({ ...signedExample, answers: { reason } }, example.evidence.seal, practice)
    const before = await saying('It\u2019s well')
    expect((await read(await saying('It\u02bcs well'))).flat).toContain('It\u02bcs well')
    expect((await saying('It\u2019s well')).equals(before)).toBe(true)
  })

  test('names the version of the writer that this project pins', async () => {
    const manifest = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
      dependencies: Record<string, string>
    }
    expect(RENDERER).toContain(`pdfkit ${manifest.dependencies['pdfkit']}`)
  })
})

describe('hard content', () => {
  test('answers of 10,000 characters go on over pages, with nothing lost', async () => {
    const answer = 'Worte und Wörter, 12 of them. '.repeat(334).slice(0, 10_000)
    const { text, pages } = await rendered((record) => (record.answers['reason'] = answer))
    expect(text.split('Wörter').length).toBe(answer.split('Wörter').length)
    expect(pages).toBeGreaterThan(5)
  })

  test('one word of 10,000 letters is broken, quickly, and stays on the page', async () => {
    const began = performance.now()
    const { text } = await rendered((record) => (record.answers['reason'] = 'Wi'.repeat(5_000)))
    expect(performance.now() - began).toBeLessThan(5_000)
    const pieces = [...text.matchAll(/^\s*((?:Wi|W|i)+)$/gm)].map((match) => match[1] ?? '')
    expect(pieces.join('')).toBe('Wi'.repeat(5_000))
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(90)
  })

  test('letters of other scripts that the font has are shown, and what it lacks is a square that is explained', async () => {
    const { flat } = await rendered((record) => (record.answers['reason'] = 'Łukasz Őrsi e\u0301 Ωж Nguyễn 中 👩‍👧 end'))
    expect(flat).toContain('Łukasz Őrsi é Ωж Nguyễn □ □ end')
    expect(flat).toContain('cannot show 2 characters')
    expect((await read(example.pdf)).flat).not.toContain('cannot show')
  })

  test('control characters and marks of writing direction leave no trace, nor do signs of markup', async () => {
    const { flat, tree } = await rendered((record) => {
      record.answers['reason'] = 'left\u202eright\u0007 <b>bold</b> & \u200btab\there'
      record.form.content.title = 'Fears & <hopes>'
    })
    expect(flat).toContain('leftright <b>bold</b> & tab here')
    expect(tree).toContain('Fears & <hopes>')
  })

  test('a browser that says very much, and a very long name, leave the certificate whole', async () => {
    const { flat, file } = await rendered((record) => {
      record.browser = 'Mozilla '.repeat(1000)
      record.signer.typedName = 'W'.repeat(300)
    })
    expect(flat).toContain('the evidence file holds the whole')
    expect(flat).toContain('How to check this document')
    await expect(run('qpdf', ['--check', file])).resolves.toBeTruthy()
  })

  test('a notice that the client preferred not to sign says so, with the reason', async () => {
    const { flat } = await rendered((record) => {
      record.form.content.ending = 'acknowledgement'
      record.signature = { kind: 'declined_to_sign', reason: 'I want to read it at home.', strokes: null }
      record.signer = { ...record.signer, capacity: 'client', relationship: null, typedName: '' }
    })
    expect(flat).toContain('preferred not to sign. Reason: I want to read it at home.')
    expect(flat).toContain('Declined November 23, 2026')
    expect(flat).not.toContain('Signed by')
  })
})

describe('a moment in words', () => {
  test.each([
    ['2026-11-01T05:30:00.000Z', 'America/New_York', 'November 1, 2026, 1:30 AM (America/New_York, UTC-04:00)'],
    ['2026-11-01T06:30:00.000Z', 'America/New_York', 'November 1, 2026, 1:30 AM (America/New_York, UTC-05:00)'],
    ['2026-06-30T12:00:00.000Z', 'Pacific/Chatham', 'July 1, 2026, 12:45 AM (Pacific/Chatham, UTC+12:45)'],
    ['2026-06-30T12:00:00.000Z', 'UTC', 'June 30, 2026, 12:00 PM (UTC, UTC+00:00)'],
  ])('%s in %s is %s', (instant, zone, words) => {
    expect(momentInWords(instant, zone)).toBe(words)
  })

  test('refuses a zone that does not exist', () => {
    expect(() => momentInWords('2026-06-30T12:00:00.000Z', 'Harbor/Town')).toThrow(RangeError)
  })
})
