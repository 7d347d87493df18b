import { beforeAll, describe, expect, test } from 'vitest'
import { evidence as evidenceFile, signedForm } from '../../src/documents/record.ts'
import { canonicalJson } from '../../src/platform/canonical-json.ts'
import { fingerprintOf, sealRecord } from '../../src/platform/seal.ts'
import { verifyEvidence } from '../../src/platform/verify-evidence.ts'
import { sealedExample, signedExample } from './signed-form.ts'

type Example = Awaited<ReturnType<typeof sealedExample>>
type Path = (string | number)[]
/** A way to spoil a copy of the evidence. */
interface Mutation {
  what: string
  file: unknown
}

let example: Example
let fingerprint: string
beforeAll(async () => {
  example = await sealedExample()
  fingerprint = fingerprintOf(example.oldKey.publicKey)
})

function* pathsOf(value: unknown, path: Path = []): Generator<[Path, unknown]> {
  yield [path, value]
  if (typeof value !== 'object' || value === null) return
  for (const [name, child] of Object.entries(value))
    yield* pathsOf(child, [...path, Array.isArray(value) ? Number(name) : name])
}

const isLeaf = (value: unknown) => typeof value !== 'object' || value === null
const at = (root: unknown, path: Path) => path.reduce((node, name) => (node as Record<string, unknown>)[name], root)

/** A copy of the evidence in which `change` has met the holder of what stands at `path`. */
function spoilt(path: Path, what: string, change: (holder: Record<string, unknown>, name: string) => void): Mutation {
  const file = structuredClone<unknown>(example.evidence)
  change(at(file, path.slice(0, -1)) as Record<string, unknown>, String(path.at(-1)))
  return { what: `${what} ${path.join('.')}`, file }
}

const otherValues = (value: unknown): unknown[] => {
  if (typeof value === 'string')
    return [
      `${value} `,
      value.slice(1),
      value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase(),
      null,
    ].filter((other) => other !== value)
  if (typeof value === 'number') return [value + 1, -value - 1, String(value)]
  return [value === null ? '' : !value, 0]
}

const kinds: Record<string, () => Mutation[]> = {
  'each leaf of the record changed': () =>
    leaves('record').flatMap(([path, value]) =>
      otherValues(value).map((other) => spoilt(path, 'changed', (holder, name) => (holder[name] = other))),
    ),
  'each part of the record removed': () =>
    nodes('record').map(([path]) =>
      spoilt(path, 'removed', (holder, name) => {
        if (Array.isArray(holder)) holder.splice(Number(name), 1)
        else delete holder[name]
      }),
    ),
  'something added to each object and list of the record': () =>
    branches('record').map(([path]) =>
      spoilt([...path, 'added'], 'added', (holder) => {
        if (Array.isArray(holder)) holder.push(structuredClone(holder.at(-1) as unknown))
        else holder['added'] = ''
      }),
    ),
  'each two neighbours of each list of the record in another order': () =>
    branches('record').flatMap(([path, value]) => {
      if (!Array.isArray(value)) return []
      return value.slice(1).flatMap((later: unknown, i) =>
        canonicalJson(later) === canonicalJson(value[i])
          ? []
          : [
              spoilt([...path, i], 'swapped', (list) => {
                list[String(i)] = later
                list[String(i + 1)] = structuredClone(value[i] as unknown)
              }),
            ],
      )
    }),
  'each leaf of seal, statement and keys changed': () =>
    ['seal', 'document', 'publicKeys'].flatMap((part) =>
      leaves(part).flatMap(([path, value]) =>
        otherValues(value).map((other) => spoilt(path, 'changed', (holder, name) => (holder[name] = other))),
      ),
    ),
  'each byte of both signatures': () =>
    ['seal', 'document'].flatMap((part) =>
      [...Array(64).keys()].flatMap((i) =>
        [0x01, 0x80].map((bit) =>
          spoilt([part, 'signature'], `byte ${i} of`, (holder, name) => {
            const bytes = Buffer.from(String(holder[name]), 'hex')
            bytes.writeUInt8(bytes.readUInt8(i) ^ bit, i)
            holder[name] = bytes.toString('hex')
          }),
        ),
      ),
    ),
  'the record moved in the chain': () => {
    const { first, key, evidence } = example
    const { organizationId } = evidence.seal
    const link = { organizationId, sequence: 3, previousHash: evidence.seal.hash }
    const next = sealRecord({ ...signedExample, documentNumber: 13 }, link, key)
    const seals = [
      { ...evidence.seal, sequence: 3 },
      { ...evidence.seal, sequence: 1 },
      { ...evidence.seal, sequence: 1, previousHash: null },
      { ...evidence.seal, previousHash: next.hash },
      { ...evidence.seal, previousHash: null },
      { ...evidence.seal, sequence: 3, previousHash: next.hash },
      { ...next, hash: evidence.seal.hash },
      { ...first, hash: evidence.seal.hash },
      { ...evidence.seal, organizationId: organizationId.replace(/1$/, '2') },
      next,
      first,
    ]
    return seals.map((seal, i) => ({ what: `seal ${i} from elsewhere`, file: { ...evidence, seal } }))
  },
}

const nodes = (part: string) => [...pathsOf(at(example.evidence, [part]), [part])]
const leaves = (part: string) => nodes(part).filter(([, value]) => isLeaf(value))
const branches = (part: string) => nodes(part).filter(([, value]) => !isLeaf(value))
const isFound = (file: unknown) =>
  verifyEvidence(JSON.parse(JSON.stringify(file)), example.pdf, { fingerprint }).length > 0

describe('tampering', () => {
  let counted = 0

  test('is not seen where there is none', () => {
    expect(verifyEvidence(JSON.parse(JSON.stringify(example.evidence)), example.pdf, { fingerprint })).toEqual([])
    expect(evidenceFile.safeParse(example.evidence).success).toBe(true)
  })

  test.each(Object.keys(kinds))('is found: %s', (kind) => {
    const mutations = kinds[kind]?.() ?? []
    counted += mutations.length
    console.log(`S13 ${kind}: ${mutations.length}`)
    expect(mutations.length).toBeGreaterThan(5)
    expect(mutations.filter(({ file }) => !isFound(file)).map(({ what }) => what)).toEqual([])
  })

  test('is found: the PDF changed at 100 places, cut short, or longer', () => {
    const { evidence, pdf } = example
    const places = [...Array(100).keys()].map((i) => Math.floor((i * (pdf.length - 1)) / 99))
    const changed = places.map((place) => {
      const copy = Buffer.from(pdf)
      copy.writeUInt8(pdf.readUInt8(place) ^ 0x01, place)
      return copy
    })
    const all = [...changed, pdf.subarray(0, -1), Buffer.concat([pdf, Buffer.of(10)])]
    counted += all.length
    console.log(`S13 the PDF: ${all.length}`)
    for (const each of all) expect(verifyEvidence(evidence, each).map(({ part }) => part)).toEqual(['PDF'])
  })

  test('was tried more than 500 times', () => {
    console.log(`S13 mutations, all found: ${counted}`)
    expect(counted).toBeGreaterThan(500)
  })

  test('is not the order of names in an object: turned round at every depth, it is the same record', () => {
    let turned = 0
    const turn = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turn)
      if (typeof value !== 'object' || value === null) return value
      turned += 1
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, child]) => [name, turn(child)]),
      )
    }
    expect(isFound(turn(example.evidence))).toBe(false)
    console.log(`S13 objects with their names in another order, rightly the same: ${turned}`)
    expect(turned).toBeGreaterThan(30)
  })
})

describe('a record', () => {
  test('that lacks any one thing cannot be made', () => {
    const optional = new Set(['help', 'required', 'distressing']) // of a form's text: absent is what was shown
    const isAnswer = (path: Path) => path[1] === 'answers' && path.length > 2
    const names = nodes('record').filter(([path]) => path.length > 1 && typeof path.at(-1) === 'string')
    const needed = names.filter(([path]) => !isAnswer(path) && !optional.has(String(path.at(-1))))
    expect(needed.length).toBeGreaterThan(80)
    for (const [path] of needed) {
      const lacking = spoilt(path, 'removed', (holder, name) => delete holder[name]).file as { record: unknown }
      expect(signedForm.safeParse(lacking.record).success, path.join('.')).toBe(false)
    }
  })

  test.each<[string, (record: typeof signedExample) => void]>([
    ['answers a question that was not asked', (record) => (record.answers['unasked'] = 'x')],
    ['is signed by a representative who does not say what they are', (record) => (record.signer.relationship = null)],
    ['is signed with an empty name', (record) => (record.signer.typedName = ' ')],
    ['acknowledges a form that is to be signed', (record) => (record.signature.kind = 'acknowledged')],
    ['gives a reason for not signing though it is signed', (record) => (record.signature.reason = 'no')],
    ['says a language that the text is not in', (record) => (record.form.language = 'es')],
    ['has a time without zone', (record) => (record.signedAt = '2026-11-23T16:42:05')],
    ['has half a point in its drawing', (record) => (record.signature.strokes = [[1, 2, 3]])],
  ])('that %s cannot be made', (_, change) => {
    const record = structuredClone(signedExample)
    change(record)
    expect(signedForm.safeParse(record).success).toBe(false)
  })
})
