import { formContent } from '../../src/intakes/form.ts'
import { isReadInFull, questionsOf, type Question } from '../../src/intakes/questions.ts'
import { standardForms } from '../../src/intakes/standard-forms/index.ts'

/** Words that stand nowhere else, one for each thing somebody types: whoever finds one where it must not be found a leak. */
export const canaries = {
  'first name': 'Zqfirstname',
  'last name': 'Zqlastname',
  'preferred name': 'Zqpreferredname',
  'date of birth': '2013-04-19',
  'date of birth in words': 'Apr 19, 2013',
  'client e-mail': 'zqclientmail@mail.example',
  'second e-mail': 'zqsecondmail@mail.example',
  'client phone': '512 555 7391',
  'client address': '73 Zqstreet',
  'staff name': 'Zqstaffname',
  'staff e-mail': 'zqstaffmail@harbor.example',
  'therapist e-mail': 'zqtherapist@harbor.example',
  'hired name': 'Zqhiredname',
  'hired e-mail': 'zqhiredmail@mail.example',
  message: 'Zqmessage',
  'holder name': 'Zqholdername',
  'holder relationship': 'zqholderrelation',
  'stranger e-mail': 'zqstranger@mail.example',
  'stranger password': 'zqstrangerpassword',
  'weak password': 'zqweakpassword',
  password: 'zqpassword lantern ferry moss granite',
  'typed name': 'Zqtypedname',
  'signer relation': 'zqsignerrelation',
  drawing: '4821.625,1937.375',
  'declined because': 'Zqdeclined',
  'unknown field': 'zqunknownfield',
  'too much': 'zqtoomuch',
  query: 'zqquery',
  'opening reason': 'zqopeningreason',
  'time zone': 'Nowhere/Zqzone',
  'new last name': 'Zqnewlastname',
  ...Object.fromEntries(questions().map((each) => [`answer ${each.key}`, wordsFor(each)])),
} as const satisfies Record<string, string>

function questions(): Question[] {
  const contents = standardForms.map(({ content }) => formContent.parse(content))
  return contents
    .filter((content) => !isReadInFull(content))
    .flatMap(({ sections }) => sections.flatMap(questionsOf))
    .filter(({ kind }) => ['short_answer', 'long_answer', 'phone', 'email'].includes(kind))
}

function wordsFor({ kind, key }: Question): string {
  const word = `zqanswer${key.replaceAll('_', '')}`
  if (kind === 'email') return `${word}@mail.example`
  return kind === 'phone' ? `512 555 ${7400 + key.length}` : word
}

/** What is filled into a question: its own canary, or where none fits what anybody could choose. */
export function answerTo(question: Question): Record<string, string | string[]> {
  const { key } = question
  switch (question.kind) {
    case 'one_choice':
    case 'drop_down':
      return { [key]: question.options[0]! }
    case 'several':
      return { [key]: question.options.slice(0, 2) }
    case 'yes_no':
      return { [key]: 'yes' }
    case 'date':
      return { [key]: canaries['date of birth'] }
    case 'number':
    case 'scale':
      return { [key]: String(question.min) }
    case 'matrix':
      return Object.fromEntries(question.rows.map((row) => [row.key, question.options[0]!]))
    default:
      return { [key]: wordsFor(question) }
  }
}

/** Where a canary may stand: place -> names. Anywhere else it is a leak. */
export const allowed: Record<string, string[]> = {
  // the text the practice wrote, with the placeholders it put in, and the link that is the point of it
  'invitations by mail': ['message', 'preferred name', 'staff name', 'link'],
  // whoever is signed in reads their own name at the head of every page
  'pages of errors': ['staff name'],
  // opening that link, once: the answer moves it out of the address
  'the address that opens an invitation': ['link'],
}
