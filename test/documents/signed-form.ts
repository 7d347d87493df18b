import type { FormContent } from '../../src/intakes/form.ts'
import type { SignedForm } from '../../src/documents/record.ts'
import { endorseKey, newSigningKey, sealDocument, sealRecord } from '../../src/platform/seal.ts'
import { RENDERER, renderPdf } from '../../src/documents/render-pdf.ts'

const ids = {
  organization: '0193a000-0000-7000-8000-000000000001',
  formVersion: '0193a000-0000-7000-8000-000000000002',
  account: '0193a000-0000-7000-8000-000000000003',
  client: '0193a000-0000-7000-8000-000000000004',
  intake: '0193a000-0000-7000-8000-000000000005',
}

const content: FormContent = {
  title: 'Consent for Psychotherapy',
  language: 'en',
  summary: 'This form explains what therapy at this practice is like, what it may bring, and what you agree to.',
  ending: 'signature',
  statement: 'By typing my legal name I say that I have read this form, could ask questions, and agree to treatment.',
  sections: [
    {
      title: 'About therapy',
      elements: [
        { kind: 'heading', text: 'What you can expect' },
        {
          kind: 'text',
          text: 'Therapy is a conversation with a purpose. It works best when you feel free to say what is on your mind, and it may bring up feelings that are hard for a while.',
        },
        {
          kind: 'list',
          items: [
            'You may stop at any time, without giving a reason.',
            'You may ask how your therapist works and what else could help. The answer should be one you understand, and you may ask again on another day if it was not.',
            'You may see your record; § 12 says how – “in plain words”.',
          ],
        },
        { kind: 'yes_no', key: 'understood', label: 'Have you read this section?', required: true },
      ],
    },
    {
      title: 'About you',
      distressing: true,
      elements: [
        { kind: 'short_answer', key: 'name_used', label: 'What should we call you?', help: 'Any name you like.' },
        { kind: 'long_answer', key: 'reason', label: 'What brings you here?' },
        {
          kind: 'one_choice',
          key: 'before',
          label: 'Have you been in therapy before?',
          options: ['Never', 'Once', 'Often'],
        },
        { kind: 'several', key: 'hopes', label: 'What do you hope for?', options: ['Sleep', 'Calm', 'Company'] },
        { kind: 'drop_down', key: 'contact', label: 'How may we reach you?', options: ['Telephone', 'Mail'] },
        { kind: 'date', key: 'last_visit', label: 'When did you last see a doctor?' },
        { kind: 'number', key: 'children', label: 'How many children live with you?', min: 0, max: 20 },
        { kind: 'phone', key: 'emergency_phone', label: 'Whom may we call in an emergency?' },
        { kind: 'email', key: 'second_email', label: 'Another e-mail address' },
        { kind: 'scale', key: 'sleep', label: 'How well do you sleep?', min: 0, max: 10, low: 'badly', high: 'well' },
        {
          kind: 'matrix',
          key: 'weeks',
          label: 'Over the last two weeks, how often were you bothered by these?',
          rows: [
            { key: 'interest', label: 'Little interest in doing things' },
            { key: 'nervous', label: 'Feeling nervous or on edge' },
            { key: 'tired', label: 'Feeling tired' },
          ],
          options: ['Not at all', 'Several days', 'Nearly every day'],
        },
      ],
    },
  ],
}

/** A record with every kind of element, an accent, a drawn signature and a representative. */
export const signedExample: SignedForm = {
  schemaVersion: 1,
  organization: { id: ids.organization, name: 'Harbor Counseling' },
  form: { key: 'consent', formVersionId: ids.formVersion, version: 3, language: 'en', content },
  answers: {
    understood: 'yes',
    name_used: 'José',
    reason: 'I sleep badly since the spring.\n\nIt is worse on Sundays – “the quiet days”, as my sister says.',
    before: 'Once',
    hopes: ['Sleep', 'Calm'],
    contact: 'Telephone',
    last_visit: '2026-09-14',
    children: '2',
    emergency_phone: '(555) 010-0199',
    sleep: '3',
    weeks: { interest: 'Several days', nervous: 'Nearly every day' },
  },
  consent: {
    version: 2,
    text: 'I agree to sign electronically.',
    givenAt: '2026-11-23T16:20:11.004Z',
    sampleOpenedAt: '2026-11-23T16:19:40.120Z',
  },
  signer: {
    accountId: ids.account,
    email: 'cleo@example.org',
    capacity: 'representative',
    relationship: 'Mother',
    typedName: 'Cleo Núñez',
    nameDiffersFromFile: false,
  },
  client: { id: ids.client, legalName: 'José Núñez', dateOfBirth: '2012-04-09' },
  signature: {
    kind: 'signed',
    reason: null,
    strokes: [
      [10, 60, 22, 20, 40, 18, 44, 52, 30, 70, 60, 62, 82, 30, 96, 58, 120, 40, 142, 60],
      [60, 12, 62, 10],
      [150, 50],
    ],
  },
  intakeId: ids.intake,
  documentNumber: 12,
  signedAt: '2026-11-23T16:42:05.120Z',
  submittedAt: '2026-11-23T16:51:30.001Z',
  timeZone: 'America/Chicago',
  address: '203.0.113.24',
  browser:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
}

export const practice = {
  name: 'Harbor Counseling',
  phone: '(555) 010-0100',
  address: '12 Harbor Street\nPortland, ME 04101',
  colour: '#1d6a63',
}

/** A record sealed in second place with a key that an older one vouches for, its PDF, and the evidence of both. */
export async function sealedExample(record: SignedForm = signedExample) {
  const oldKey = newSigningKey()
  const key = newSigningKey()
  const organizationId = record.organization.id
  const first = sealRecord({ nothing: 'but a start' }, { organizationId, sequence: 1, previousHash: null }, oldKey)
  const seal = sealRecord(record, { organizationId, sequence: 2, previousHash: first.hash }, key)
  const pdf = await renderPdf(record, seal, practice)
  const made = { recordHash: seal.hash, renderer: RENDERER, renderedAt: '2026-11-23T16:52:00.000Z' }
  const publicKeys = [
    { id: oldKey.id, publicKey: oldKey.publicKey, endorsement: null },
    { id: key.id, publicKey: key.publicKey, endorsement: endorseKey(key, oldKey) },
  ]
  return {
    evidence: { record, seal, document: sealDocument({ ...made, pdf }, key), publicKeys },
    pdf,
    first,
    oldKey,
    key,
  }
}
