import { describe, expect, test } from 'vitest'
import { type Element, formContent, type FormContent, type Section } from '../../src/intakes/form.ts'
import { consent } from '../../src/intakes/standard-forms/consent.ts'
import { reviewNote, standardForms } from '../../src/intakes/standard-forms/index.ts'
import { notice } from '../../src/intakes/standard-forms/notice.ts'
import { questionnaire } from '../../src/intakes/standard-forms/questionnaire.ts'
import { readingOf, syllables } from './readability.ts'

const elementsOf = (form: FormContent) => form.sections.flatMap((section) => section.elements)
const questionsOf = (elements: Element[]) => elements.filter((element) => 'key' in element)

/** The running text: headings and titles are left out, because as very short sentences they would flatter the grade. */
const runningText = (elements: Element[]) =>
  elements.flatMap((element) => {
    if (element.kind === 'heading') return []
    if (element.kind === 'text') return [element.text]
    if (element.kind === 'list') return element.items
    return [element.label, element.help ?? '']
  })
const textOfSection = (section: Section) => runningText(section.elements).join('\n')
const textOfForm = (form: FormContent) => [form.summary, ...form.sections.map(textOfSection), form.statement].join('\n')

describe('the measure of readability', () => {
  test.each([
    ['cat', 1],
    ['asked', 1],
    ['closed', 1],
    ['judge', 1],
    ['needed', 2],
    ['people', 2],
    ['client', 2],
    ['being', 2],
    ['safely', 2],
    ['notices', 3],
    ['therapy', 3],
    ['privacy', 3],
    ['violence', 3],
    ['information', 4],
    ['psychiatrist', 4],
    ['confidential', 4],
    ['psychotherapy', 5],
    ['self-help', 2],
    ['988', 3],
  ])('hears the syllables of "%s"', (word, count) => {
    expect(syllables(word)).toBe(count)
  })

  test.each([
    ['The cat sat on the mat.', 6, 1, 6, -1.45],
    ['This sentence, taken as a reading passage unto itself, is being used to prove a point.', 16, 1, 23, 7.61],
    ['The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.', 13, 1, 26, 13.08],
    ['Come in. Sit down! Are you well?', 7, 3, 7, -2.88],
  ])('grades "%s" as counted by hand', (text, words, sentences, sounds, grade) => {
    const reading = readingOf(text)
    expect(reading).toMatchObject({ words, sentences, syllables: sounds })
    expect(reading.grade).toBeCloseTo(grade, 2)
  })
})

describe('the standard forms', () => {
  test('come in the order in which a client meets them, with who may read them', () => {
    expect(standardForms.map(({ key, kind, content }) => [key, kind, content.title])).toEqual([
      ['questionnaire', 'clinical', 'Standard Intake Questionnaire'],
      ['consent', 'clinical', 'Informed Consent for Psychotherapy'],
      ['notice', 'office', 'Notice of Privacy Practices'],
    ])
    expect(reviewNote).toMatch(/counsel/)
  })

  describe.each(standardForms.map(({ key, content }) => [key, content] as const))('%s', (key, content) => {
    test('is a form as the product stores it', () => {
      expect(formContent.parse(content)).toEqual(content)
    })

    test('keeps each answer under a name of its own', () => {
      const questions = questionsOf(elementsOf(content))
      const keys = questions.flatMap((each) => [
        each.key,
        ...(each.kind === 'matrix' ? each.rows.map((row) => row.key) : []),
      ])
      expect(keys.filter((each, index) => keys.indexOf(each) !== index)).toEqual([])
    })

    test('offers no option twice', () => {
      const offers = elementsOf(content).flatMap((each) => ('options' in each ? [each.options] : []))
      expect(offers.filter((options) => new Set(options).size !== options.length)).toEqual([])
    })

    test('has titles short enough for a line of progress, each once', () => {
      const titles = content.sections.map((section) => section.title)
      expect(new Set(titles).size).toBe(titles.length)
      expect(titles.filter((title) => title.length > 40)).toEqual([])
    })

    test('leaves no blank for the practice to fill in', () => {
      expect(JSON.stringify(content)).not.toMatch(/\[[A-Z]|\{\{|__|</)
    })

    test('reads at or below grade 9', () => {
      const reading = readingOf(textOfForm(content))
      expect(reading.words).toBeGreaterThan(500)
      expect(reading.grade).toBeLessThanOrEqual(9)
    })

    test('has no long section above grade 11', () => {
      const readings = content.sections.map((section) => ({
        title: section.title,
        ...readingOf(textOfSection(section)),
      }))
      const long = readings.filter(({ words }) => words > 100)
      expect(long.length).toBeGreaterThan(0)
      expect(long.filter(({ grade }) => grade > 11)).toEqual([])
    })

    test('ends as it should', () => {
      expect(content.ending).toBe(key === 'notice' ? 'acknowledgement' : 'signature')
    })
  })
})

describe('the questionnaire', () => {
  const questions = questionsOf(elementsOf(questionnaire))

  test('asks 40 questions or more, in 6 sections or more, in 6 ways or more', () => {
    const asked = questions.reduce((sum, each) => sum + (each.kind === 'matrix' ? each.rows.length : 1), 0)
    expect(asked).toBeGreaterThanOrEqual(40)
    expect(questionnaire.sections.length).toBeGreaterThanOrEqual(6)
    expect(new Set(questions.map((each) => each.kind)).size).toBeGreaterThanOrEqual(6)
  })

  test('requires three answers, as its summary says', () => {
    expect(questions.filter((each) => each.required).map((each) => each.key)).toEqual(['full_name', 'phone', 'reasons'])
    expect(questionnaire.summary).toContain('Only three need an answer')
  })

  test('asks about safety where the emergency text is shown, names 988 and demands nothing', () => {
    const safety = questionnaire.sections.find((section) => section.title === 'Hard times and safety')
    expect(safety?.distressing).toBe(true)
    expect(safety && textOfSection(safety)).toMatch(/988/)
    expect(safety && questionsOf(safety.elements).filter((each) => each.required)).toEqual([])
  })
})

const consentTopics: [string, RegExp][] = [
  ['what therapy is', /therapy is work that you and your therapist do together/i],
  ['risks', /feel worse for a while/],
  ['no promise of a result', /cannot promise a result/],
  ['other choices', /no treatment for now/],
  ['limits of confidentiality', /child.*abused or neglected/],
  ['telehealth', /called telehealth/],
  ['good faith estimate', /Good Faith Estimate/],
  ['cancellation', /24 hours/],
  ['records', /get a copy/],
  ['988', /Call or text 988/],
  ['minors', /client under 18/],
  ['ending', /stop at any time/],
  ['taking back consent', /take back this consent/],
  ['complaints', /state board/],
]

test.each(consentTopics)('the consent speaks of %s', (_topic, words) => {
  expect(textOfForm(consent)).toMatch(words)
})

/** 45 CFR 164.520(b)(1) and 42 CFR 2.22(b)(1), topic by topic. */
const noticeTopics: [string, RegExp][] = [
  [
    'HIPAA header',
    /THIS NOTICE DESCRIBES HOW MEDICAL INFORMATION ABOUT YOU MAY BE USED AND DISCLOSED AND HOW YOU CAN GET ACCESS TO THIS INFORMATION\. PLEASE REVIEW IT CAREFULLY\./,
  ],
  [
    'Part 2 header',
    /HOW TO FILE A COMPLAINT CONCERNING A VIOLATION OF THE PRIVACY OR SECURITY OF YOUR HEALTH INFORMATION/,
  ],
  ['treatment, with an example', /give you care.*For example, your therapist/],
  ['payment, with an example', /bill you.*For example, we send your insurer/],
  ['operations, with an example', /keep our work in order.*For example, an administrator/],
  ['companies that work for the practice', /written contract to protect it/],
  ['family', /helps with your care or pays for it/],
  ['disasters', /disaster/],
  ['what law requires', /federal, state or local law requires it/],
  ['threats to safety', /serious and near threat/],
  ['abuse', /abuse or neglect of a child/],
  ['public health', /Public health: to prevent disease/],
  ['oversight', /Oversight:/],
  ['courts', /Courts:.*subpoena/],
  ['police', /Police:.*warrant/],
  ['deaths and organ donation', /coroner.*organ donation/],
  ['research', /Research: if a review board/],
  ['work injury', /workers’ compensation/],
  ['military, security and prisons', /military, national security.*prison/],
  ['enforcement', /checks that we follow privacy law/],
  ['stricter law', /we follow the stricter law/],
  ['psychotherapy notes', /Psychotherapy notes\..*need your permission for most uses/],
  ['marketing', /Marketing\. We need your permission/],
  ['sale', /Sale\. We need your permission/],
  [
    'other uses only by authorization',
    /anything this notice does not describe, we need your written permission.*authorization/,
  ],
  ['revocation', /take back, or revoke, your permission/],
  ['redisclosure', /may share it again\. This is called redisclosure/],
  ['fundraising', /fundraising\. You then get no more such requests/],
  ['right to restrict', /We need not agree/],
  ['paid in full', /must agree to that unless a law/],
  ['confidential contact', /reach you in a certain way/],
  ['access', /See and copy\..*30 days/],
  ['amendment', /amend what you think is wrong/],
  ['accounting', /last six years/],
  ['paper copy', /this notice on paper at any time/],
  ['duty to protect', /law requires us to keep your information private/],
  ['duty to give notice', /give you this notice of our legal duties/],
  ['breach', /without delay if a breach happens/],
  ['duty to keep to it', /do what the notice in force says/],
  ['right to change', /We may change this notice\./],
  ['complaint to the practice', /privacy was not respected, please tell us/],
  ['complaint to HHS', /complaint with the Secretary of the Department of Health and Human Services/],
  ['no retaliation', /No one may retaliate/],
  ['contact', /ask for the privacy contact/],
  ['effective date', /takes effect on the date at the top/],
  ['not a condition of care', /just the same if you prefer not to sign/],
  ['Part 2', /42 CFR Part 2/],
  ['Part 2: consent', /share these records only with your written consent/],
  ['Part 2: single consent', /single consent for all future uses for treatment, payment and running health care/],
  ['Part 2: counseling notes', /notes of a substance use counselor need a consent of their own/],
  ['Part 2: revocation', /revoke your consent in writing/],
  ['Part 2: redisclosure', /share them again as HIPAA allows/],
  ['Part 2: proceedings', /civil, criminal, administrative or legislative proceeding against you/],
  ['Part 2: testimony', /person who testifies/],
  ['Part 2: court order after notice and hearing', /only after notice and a chance to be heard/],
  ['Part 2: subpoena with the order', /must come with a subpoena/],
  ['Part 2: emergencies', /There is a medical emergency/],
  ['Part 2: fundraising', /must first give you a clear and easy chance to opt out/],
  ['Part 2: restriction', /limit how we share them, even after you have given consent/],
  ['Part 2: accounting', /last three years/],
  ['Part 2: intermediary', /intermediary/],
  ['Part 2: complaints', /Health and Human Services, in the same way as for all other records/],
]

test.each(noticeTopics)('the notice holds: %s', (_topic, words) => {
  expect(textOfForm(notice)).toMatch(words)
})

test('the notice is acknowledged in the words a client can honestly say', () => {
  expect(notice.statement).toBe('I received this notice')
})
