import type { RecordSeal } from '../platform/seal.ts'
import { dateInWords, momentInWords } from './moments.ts'
import type { SignedForm } from './record.ts'
import type { Row } from './sheet-table.ts'

type Table = [heading: string, rows: Row[]]

/** What the certificate says, table by table: what was shown, by whom it was signed, when and from where, the seal. */
export function tablesOf(record: SignedForm, seal: RecordSeal): Table[] {
  const at = (instant: string) => momentInWords(instant, record.timeZone)
  const { form, signer, client, consent } = record
  return [
    [
      'What was shown',
      [
        ['Form', `${form.content.title}, version ${form.version}`],
        ['Language', languageNames.of(form.language) ?? form.language],
        ['Practice', record.organization.name],
        [
          'Client',
          client.dateOfBirth ? `${client.legalName}, born ${dateInWords(client.dateOfBirth)}` : client.legalName,
        ],
      ],
    ],
    [
      'By whom',
      [
        [deeds[record.signature.kind].by, signer.typedName || 'No name was typed'],
        ['In the capacity of', capacityOf(record)],
        ['Signed in as', signer.email],
      ],
    ],
    [
      'When and from where',
      [
        [deeds[record.signature.kind].at, at(record.signedAt)],
        ['Submitted', at(record.submittedAt)],
        ['Internet address', record.address],
        ['Browser', record.browser || 'Not stated'],
        ['Electronic signing', `Agreed ${at(consent.givenAt)}, statement version ${consent.version}`],
        ['Sample document', `Opened ${at(consent.sampleOpenedAt)}`],
      ],
    ],
    [
      'Seal',
      [
        ['Record', `No. ${record.documentNumber}, place ${seal.sequence} in the chain of this practice`],
        ['Hash (SHA-256)', seal.hash, 'digits'],
        ['Hash of the one before', seal.previousHash ?? 'None: this is the first record', 'digits'],
        ['Key', seal.keyId, 'digits'],
        ['Signature (Ed25519)', seal.signature, 'digits'],
      ],
    ],
  ]
}

const languageNames = new Intl.DisplayNames('en-US', { type: 'language' })

/** How a form ended -> the words for who did it and when. */
export const deeds = {
  signed: { by: 'Signed by', at: 'Signed' },
  acknowledged: { by: 'Received by', at: 'Acknowledged' },
  declined_to_sign: { by: 'Declined by', at: 'Declined' },
}

/** The client, or whoever stands for the client and as what. */
export function capacityOf({ signer, client }: Pick<SignedForm, 'signer' | 'client'>): string {
  return signer.capacity === 'client' ? 'The client' : `${signer.relationship ?? ''}, for ${client.legalName}`
}
