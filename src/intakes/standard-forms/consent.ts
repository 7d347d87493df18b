import type { FormContent } from '../form.ts'

/** States set some of these rules (minors, records, reports); the words stay general where they differ. */
export const consent: FormContent = {
  title: 'Informed Consent for Psychotherapy',
  language: 'en',
  summary:
    'This form tells you what therapy is, what you can expect from us, and what we ask of you. Read it in your own time. You can ask us about any of it before you sign.',
  ending: 'signature',
  statement:
    'I have read this form, or someone has read it to me. I could ask questions. I choose to begin therapy with this practice, and I know that I can stop at any time.',
  sections: [
    {
      title: 'What therapy is',
      elements: [
        {
          kind: 'text',
          text: 'Therapy is work that you and your therapist do together. You talk about what troubles you. You look for what keeps it going, and you try new ways to think, feel and act. At times your therapist will teach you a skill or suggest something to try at home.',
        },
        {
          kind: 'text',
          text: 'In the first few visits your therapist gets to know you. Then the two of you agree on goals and on a plan. You can change both as you go. There are many kinds of therapy. Ask your therapist which kind they use, why they think it fits you, and what else could help.',
        },
        {
          kind: 'text',
          text: 'Your therapist will tell you about their training and their license. Some therapists are still in training and work under a supervisor. If yours is, they will tell you so and give you the name of the supervisor.',
        },
      ],
    },
    {
      title: 'Benefits and risks',
      elements: [
        {
          kind: 'text',
          text: 'Therapy helps many people. They may feel less pain, get along better with others, and find their way through hard times. It works best when you come often, speak openly and try things between visits.',
        },
        {
          kind: 'text',
          text: 'It has risks too. You may feel sad, angry, anxious or tired when you talk about painful things. You may feel worse for a while before you feel better. Changes in you can also change your life with people close to you. We cannot promise a result.',
        },
        {
          kind: 'text',
          text: 'You have other choices. These include medicine, support groups, self-help, another kind of therapy, or no treatment for now. Please tell your therapist if something is not helping. We want to hear it, and we will not hold it against you.',
        },
      ],
    },
    {
      title: 'Privacy and its limits',
      elements: [
        {
          kind: 'text',
          text: 'What you tell your therapist is confidential. That means we keep it private, as the law asks of us. People who work here see what they need to do their work. Most of the time, we must have your written permission before we share anything with others.',
        },
        { kind: 'text', text: 'There are times when the law lets us share without your permission, or says we must:' },
        {
          kind: 'list',
          items: [
            'You may be about to end your life or to hurt yourself badly.',
            'You may be about to hurt someone else badly.',
            'We have reason to think that a child, an older person or an adult who depends on care is being abused or neglected.',
            'A court orders us to share records or to speak there.',
            'You have a medical emergency and helpers need to know something about you.',
            'You bring a complaint or a lawsuit against us and we need to respond.',
            'An agency that oversees health care checks our work.',
          ],
        },
        {
          kind: 'text',
          text: 'If one of these happens, we share no more than we need to. We try to talk with you first, if that is safe and allowed.',
        },
        {
          kind: 'text',
          text: 'Your therapist may ask other professionals for advice about their work. They leave out your name and what would point to you. If you use insurance, your insurer will want to know your diagnosis and the dates and kind of your visits, and sometimes more.',
        },
        {
          kind: 'text',
          text: 'If you come as a couple or a family, or to a group, we cannot promise that the others will keep what they hear to themselves. We ask them to. Ask your therapist how they handle a secret that one person tells them alone.',
        },
        {
          kind: 'text',
          text: 'Our Notice of Privacy Practices says more about your records and your rights. If we hold records of care for substance use, a federal law may protect them even more. The notice explains that as well.',
        },
      ],
    },
    {
      title: 'Visits by video or phone',
      elements: [
        {
          kind: 'text',
          text: 'Some visits can take place by video or phone. This is called telehealth. It can save you a trip and make it easier to come. It also has limits. The line can fail, your therapist may miss things they would see in the room, and no system is perfectly secure.',
        },
        {
          kind: 'list',
          items: [
            'Find a quiet, private place where no one can listen.',
            'At the start of each visit, tell your therapist where you are. They need to know in case you need help, and the law may allow visits only in some states.',
            'Keep a phone near you. If the line fails, we will call you.',
            'Neither of us records a visit unless both agree in writing.',
            'In an emergency, your therapist may call local helpers or your emergency contact.',
          ],
        },
        {
          kind: 'text',
          text: 'Telehealth is your choice. You can say no now or later and still get care in other ways. If your therapist thinks it is not safe or not right for you, they will say so and talk with you about what to do instead.',
        },
        {
          kind: 'one_choice',
          key: 'telehealth_choice',
          label: 'Would you like to have visits by video or phone?',
          help: 'You can change your mind at any time.',
          options: ['Yes, I agree to telehealth', 'No, only in person', 'I would like to talk about it first'],
        },
      ],
    },
    {
      title: 'Fees and missed visits',
      elements: [
        {
          kind: 'text',
          text: 'We tell you our fees before your first visit, and we tell you ahead of time if they change. You can pay after each visit or as we agree. If money gets tight, please talk with us early. We will look for a way with you.',
        },
        {
          kind: 'text',
          text: 'If you use insurance, we can tell you what we know about your plan. Your plan decides what it pays, and you pay the rest. If you have no insurance or choose not to use it, you have the right to a Good Faith Estimate. This is a written estimate of what your care will cost.',
        },
        {
          kind: 'text',
          text: 'Your time is held for you. If you cannot come, please tell us at least 24 hours before, unless we have told you another time in writing. If you cancel later than that or do not come, we may charge you for the visit. Insurance does not pay for missed visits. We know that emergencies happen. Tell us, and we will talk about it.',
        },
      ],
    },
    {
      title: 'Your records',
      elements: [
        {
          kind: 'text',
          text: 'We keep a record of your care. It holds the forms you send us, your plan, notes on your visits, and the bills. We keep it safe, and we keep it for as long as the law asks. After that, we may destroy it in a way that no one can read it.',
        },
        {
          kind: 'text',
          text: 'You can ask to see your record or to get a copy. You can also ask us to correct it. In a few cases the law lets us say no to a part of it. Then we tell you why and what you can do about it. If we close the practice or your therapist can no longer work, someone we have named will care for your record and let you know.',
        },
      ],
    },
    {
      title: 'Between visits and in an emergency',
      elements: [
        {
          kind: 'text',
          text: 'You can write to us in the portal or call us. Our phone number stands at the top of the page. We do not watch messages or calls day and night, and an answer may take a few days. Please use them for short questions, such as a change of time.',
        },
        {
          kind: 'text',
          text: 'We are not an emergency service. If you are in danger, or you might hurt yourself or someone else, please do not wait for us:',
        },
        {
          kind: 'list',
          items: [
            'Call or text 988 at any hour. It is the Suicide and Crisis Lifeline, and it is free.',
            'Call 911.',
            'Go to the nearest emergency room.',
          ],
        },
        {
          kind: 'text',
          text: 'Plain e-mail and text messages are less private than the portal. Someone else may see them. Please leave out what you would not want others to read. To protect your privacy, your therapist does not connect with clients on social media. If you meet by chance in town, they let you decide whether to say hello.',
        },
      ],
    },
    {
      title: 'If the client is a minor',
      elements: [
        {
          kind: 'text',
          text: 'A parent or guardian most often signs for a client under 18. In some states, a young person can agree to some care alone. If parents live apart, we may ask to see a court order that says who can agree to care. Please tell us if one exists.',
        },
        {
          kind: 'text',
          text: 'Young people need room to speak freely. Parents may have a right to see the record, and this depends on the law of your state. We ask parents to let most of what is said stay between the young person and the therapist. We share how things are going in broad terms. We tell a parent or guardian if we think that the young person is in serious danger. When we can, we talk with the young person first.',
        },
      ],
    },
    {
      title: 'Ending therapy',
      elements: [
        {
          kind: 'text',
          text: 'You can stop at any time and for any reason. We hope you will come for one last visit, so that you can look back and say goodbye. If you would like to go on with someone else, we can give you names.',
        },
        {
          kind: 'text',
          text: 'Your therapist may also end the work. This can happen when goals are met, when you need a kind of help we do not offer, when it is not safe to go on, or when bills stay unpaid. They will tell you why and help you find other care if you need it. If we do not hear from you for a long time, we will reach out. After that, we may close your file. You are welcome to come back and ask us for care again.',
        },
      ],
    },
    {
      title: 'Your rights',
      elements: [
        {
          kind: 'list',
          items: [
            'You are treated with respect, whoever you are, whomever you love and whatever you believe.',
            'You can ask about any part of your care and get an answer you understand.',
            'You can say no to any method without losing our respect or our care.',
            'You can ask about your therapist’s training, license and way of working.',
            'You can ask for another therapist or a second opinion.',
            'You can take back this consent at any time. Tell us in writing. It will not undo what was done before.',
            'You can have a copy of this form, on paper if you like.',
            'A romantic or sexual relationship between a therapist and a client is always wrong. It is never the client’s fault.',
          ],
        },
      ],
    },
    {
      title: 'Questions and complaints',
      elements: [
        {
          kind: 'text',
          text: 'If something is unclear or feels wrong, please tell your therapist. You can also ask to talk with someone else at this practice. Contact details stand at the top of the page. Often a talk helps, and it can make the work better.',
        },
        {
          kind: 'text',
          text: 'You can also complain to the state board that licenses your therapist. We will tell you which board it is and how to reach it. We will not treat you worse because you complain.',
        },
      ],
    },
  ],
}
