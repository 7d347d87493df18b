import type { FormContent } from '../form.ts'

/**
 * The substance of 45 CFR 164.520(b) and of 42 CFR 2.22(b), as both stand since 2026-02-16.
 * The capital letters of the first page are the two headers those rules prescribe word for word.
 */
export const notice: FormContent = {
  title: 'Notice of Privacy Practices',
  language: 'en',
  summary:
    'This notice tells you how we use and share your health information, what rights you have, and what to do if something goes wrong. The name and contact details of this practice stand at the top of the page.',
  ending: 'acknowledgement',
  statement: 'I received this notice',
  sections: [
    {
      title: 'About this notice',
      elements: [
        {
          kind: 'text',
          text: 'THIS NOTICE DESCRIBES HOW MEDICAL INFORMATION ABOUT YOU MAY BE USED AND DISCLOSED AND HOW YOU CAN GET ACCESS TO THIS INFORMATION. PLEASE REVIEW IT CAREFULLY.',
        },
        { kind: 'text', text: 'This notice describes:' },
        {
          kind: 'list',
          items: [
            'HOW HEALTH INFORMATION ABOUT YOU MAY BE USED AND DISCLOSED',
            'YOUR RIGHTS WITH RESPECT TO YOUR HEALTH INFORMATION',
            'HOW TO FILE A COMPLAINT CONCERNING A VIOLATION OF THE PRIVACY OR SECURITY OF YOUR HEALTH INFORMATION, OR OF YOUR RIGHTS CONCERNING YOUR INFORMATION',
          ],
        },
        {
          kind: 'text',
          text: 'YOU HAVE A RIGHT TO A COPY OF THIS NOTICE (IN PAPER OR ELECTRONIC FORM) AND TO DISCUSS IT WITH THE PRIVACY CONTACT OF THIS PRACTICE, USING THE CONTACT DETAILS AT THE TOP OF THE PAGE, IF YOU HAVE ANY QUESTIONS.',
        },
        {
          kind: 'text',
          text: 'In this notice, “we” and “us” mean this practice and the people who work for it. “Your information” means what we write down or learn about your health, your care and how it is paid for. To “use” it means to work with it here. To “disclose” or “share” it means to give it to someone outside.',
        },
        {
          kind: 'text',
          text: 'This notice takes effect on the date at the top of the page. When you say that you received it, you do not say that you agree with it. We treat you just the same if you prefer not to sign.',
        },
      ],
    },
    {
      title: 'How we use and share your information',
      elements: [
        {
          kind: 'text',
          text: 'For the three purposes below, federal health privacy law (HIPAA) lets us use and share your information without asking you each time. Records of care for substance use have rules of their own. You find them further down.',
        },
        { kind: 'heading', text: 'To treat you' },
        {
          kind: 'text',
          text: 'We use your information to give you care, and we share it with others who care for you. For example, your therapist may talk with your doctor about a medicine you take.',
        },
        { kind: 'heading', text: 'To be paid' },
        {
          kind: 'text',
          text: 'We use and share your information to bill you, your insurer or someone else who pays. For example, we send your insurer your diagnosis and the dates of your visits so that it pays its part.',
        },
        { kind: 'heading', text: 'To run this practice' },
        {
          kind: 'text',
          text: 'We use and share your information to keep our work in order and to make it better. For example, an administrator may read some records to check how well we care for people. We may remind you of a visit.',
        },
        {
          kind: 'text',
          text: 'Some companies work for us, such as those that run our computers or help us send bills. They may see your information only to do that work. Each must promise in a written contract to protect it.',
        },
        { kind: 'heading', text: 'Your family and others close to you' },
        {
          kind: 'text',
          text: 'We may share what matters with a person who helps with your care or pays for it. We ask you first and stop if you object. If you cannot answer, we share only what we think is best for you. We may also help find your family in a disaster.',
        },
      ],
    },
    {
      title: 'When we may share without asking',
      elements: [
        {
          kind: 'text',
          text: 'The law lets us share your information in the cases below, or says that we must. Each has limits, and we share no more than the law allows. Some laws, such as those of your state, protect mental health records more. When another law is stricter, we follow the stricter law.',
        },
        {
          kind: 'list',
          items: [
            'Law: when a federal, state or local law requires it.',
            'Danger: to prevent a serious and near threat to your health or safety, or to that of someone else.',
            'Abuse: to report abuse or neglect of a child, or of an adult who needs care, and violence at home where the law says so.',
            'Public health: to prevent disease, or to report a problem with a drug or a device.',
            'Oversight: when an agency checks health care, as in an audit or a license review.',
            'Courts: when a court or another body orders it, or for a subpoena, once the steps that the law asks for are done.',
            'Police: in narrow cases, such as a warrant, a missing person, or a crime at our office.',
            'Death: to a coroner, a medical examiner or a funeral director, and for organ donation.',
            'Research: if a review board has approved it and your privacy is protected.',
            'Work injury: as the law on workers’ compensation asks.',
            'Government: for the military, national security, the safety of leaders, public benefits, or a jail or prison that holds you.',
            'Enforcement: to the Department of Health and Human Services, when it checks that we follow privacy law.',
          ],
        },
      ],
    },
    {
      title: 'When we need your permission',
      elements: [
        {
          kind: 'text',
          text: 'For anything this notice does not describe, we need your written permission. It is called an authorization. We also need it for these:',
        },
        {
          kind: 'list',
          items: [
            'Psychotherapy notes. These are notes on what was said in a visit that a therapist keeps apart from your record. If yours keeps such notes, we need your permission for most uses of them. A few uses are allowed without it: by the therapist who wrote them, for training here, to defend ourselves if you sue us, to stop a serious threat, and where law requires it.',
            'Marketing. We need your permission before we use your information to get you to buy something.',
            'Sale. We need your permission before anyone pays us for your information.',
          ],
        },
        {
          kind: 'text',
          text: 'You can say no. You can also take back, or revoke, your permission at any time. Tell us in writing. We then stop, but we cannot call back what we have shared before.',
        },
        {
          kind: 'text',
          text: 'Once we have shared your information, the person who gets it may share it again. This is called redisclosure. Federal privacy law may then no longer protect it.',
        },
        {
          kind: 'text',
          text: 'If we ever ask you for gifts or support for this practice, you can tell us to stop. This is called fundraising. You then get no more such requests, and your care stays the same.',
        },
      ],
    },
    {
      title: 'Records of care for substance use',
      elements: [
        {
          kind: 'text',
          text: 'A federal law, 42 CFR Part 2, gives more protection to some records of care for alcohol or drug use. They are the records of programs that offer such care and get federal help. These rules apply to us if we are such a program. They also apply to Part 2 records that such a program sends us.',
        },
        { kind: 'heading', text: 'Your consent' },
        {
          kind: 'text',
          text: 'As a rule, we use and share these records only with your written consent. You may give a single consent for all future uses for treatment, payment and running health care. You may also give consent for one purpose or one person only. Separate notes of a substance use counselor need a consent of their own.',
        },
        {
          kind: 'text',
          text: 'You can revoke your consent in writing at any time. That does not undo what was done while it was in force.',
        },
        { kind: 'heading', text: 'Redisclosure' },
        {
          kind: 'text',
          text: 'If you gave the single consent, those who get the records may use them for treatment, payment and running health care. A health care provider, a health plan or a company that works for one may then share them again as HIPAA allows, without a new consent. But they may not be used against you in a legal case. That limit goes with the records.',
        },
        { kind: 'heading', text: 'Use against you in a legal case' },
        {
          kind: 'text',
          text: 'These records may not be used or shared in any civil, criminal, administrative or legislative proceeding against you. The same is true for a person who testifies about what they say. There are two exceptions. One is your own written consent for this. The other is a court order.',
        },
        {
          kind: 'text',
          text: 'A court may give such an order only after notice and a chance to be heard. This chance is given to you or to the holder of the records, where the law requires it. A court order alone is not enough to make us share. It must come with a subpoena or a similar legal demand.',
        },
        { kind: 'heading', text: 'Without your consent' },
        {
          kind: 'text',
          text: 'In a few cases the law allows some use of these records without consent:',
        },
        {
          kind: 'list',
          items: [
            'There is a medical emergency.',
            'People in the program, or a company under contract with it, need them for their work.',
            'An audit or a review of the program takes place.',
            'Research is done under strict rules.',
            'Public health offices get facts that do not name you.',
            'Child abuse or neglect must be reported.',
            'Someone commits a crime at the program or against its staff, or threatens to.',
            'A death must be reported, or its cause looked into.',
          ],
        },
        { kind: 'heading', text: 'Fundraising' },
        {
          kind: 'text',
          text: 'Before we use these records for fundraising, we must first give you a clear and easy chance to opt out. If you do, we do not send you such requests.',
        },
        { kind: 'heading', text: 'More rights for these records' },
        {
          kind: 'list',
          items: [
            'You can ask us to limit how we share them, even after you have given consent.',
            'If you paid a service in full yourself, you can tell us not to share it with your health plan for payment or to run the plan.',
            'You can ask for an accounting: a list of those with whom we shared electronic records with your consent in the last three years, as far as the rules require it. If a go-between (an intermediary) passed your records on, you can ask it for a list of who got them in those three years.',
            'You can complain to us, and to the Department of Health and Human Services, in the same way as for all other records.',
          ],
        },
      ],
    },
    {
      title: 'Your rights',
      elements: [
        { kind: 'text', text: 'You have these rights. To use one, write to us or call us.' },
        {
          kind: 'list',
          items: [
            'See and copy. You can see your record and get a copy, on paper or in electronic form. You can ask us to send it to someone else. We answer within 30 days, or tell you why we need up to 30 more. We may charge what the copy costs us. If we say no, we tell you why. In most cases you can have someone else review it. Psychotherapy notes are not part of this right.',
            'Correct. You can ask us to amend what you think is wrong or missing. We answer within 60 days, or tell you why we need up to 30 more. If we say no, we tell you why. You can add your own words to the record.',
            'Limit. You can ask us not to use or share something. We need not agree, but if we do, we keep to it. If you paid for a service in full yourself, you can ask us not to tell your health plan about it. We must agree to that unless a law says we have to share.',
            'Private contact. You can ask us to reach you in a certain way or at a certain place. We say yes to what is reasonable, and we do not ask you why.',
            'A list of who got it. You can ask for an accounting: a list of the times we shared your information in the last six years. It leaves out treatment, payment, running this practice, what you asked us to share, and a few other cases. One list a year is free.',
            'A paper copy. You can have this notice on paper at any time, even if you said that you would like it by e-mail.',
            'Someone to act for you. If someone is your legal guardian or holds power of attorney for your health care, they can use your rights. We check this first.',
            'Talk about it. You can talk about this notice with our privacy contact.',
          ],
        },
      ],
    },
    {
      title: 'Our duties',
      elements: [
        {
          kind: 'list',
          items: [
            'The law requires us to keep your information private and safe.',
            'We must give you this notice of our legal duties and of how we handle your information.',
            'We must tell you without delay if a breach happens. A breach means that someone got, saw or used your unsecured information in a way the law does not allow.',
            'We must do what the notice in force says.',
          ],
        },
        {
          kind: 'text',
          text: 'We may change this notice. A change can apply to all the information we hold, even what we got before it. When we change it, we put the new notice in the portal and in our office, and we give you a copy when you ask.',
        },
      ],
    },
    {
      title: 'Questions and complaints',
      elements: [
        {
          kind: 'text',
          text: 'If you have a question or think that your privacy was not respected, please tell us. Call or write to this practice and ask for the privacy contact. The phone number and the address stand at the top of the page.',
        },
        {
          kind: 'text',
          text: 'You can also file a complaint with the Secretary of the Department of Health and Human Services (HHS), at its Office for Civil Rights. You can do this for all your records, those of care for substance use among them.',
        },
        {
          kind: 'list',
          items: [
            'On the web: hhs.gov/ocr/complaints',
            'By phone: 1-800-368-1019 (TDD 1-800-537-7697)',
            'By mail: 200 Independence Avenue SW, Washington, DC 20201',
          ],
        },
        {
          kind: 'text',
          text: 'We will never punish you or treat you worse because you complain. No one may retaliate against you for it.',
        },
      ],
    },
  ],
}
