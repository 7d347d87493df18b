import { expect, test } from 'vitest'
import { emergencyOf, usEmergencyText } from '../../src/settings/emergency-text.ts'

const links = (text: string) => emergencyOf(text).pieces.flatMap(({ words, href }) => (href ? [[words, href]] : []))

test('numbers and links of an emergency text can be pressed, in whichever country', () => {
  expect(links(usEmergencyText)).toEqual([
    ['988', 'tel:988'],
    ['https://chat.988lifeline.org', 'https://chat.988lifeline.org'],
    ['911', 'tel:911'],
  ])
  expect(links('Call 0800 111 0 111 or (512) 555-0100, or +49 30 123456. 24 hours, 9-17, 24/7.')).toEqual([
    ['0800 111 0 111', 'tel:08001110111'],
    ['(512) 555-0100', 'tel:5125550100'],
    ['+49 30 123456', 'tel:+4930123456'],
  ])
})

test('the words stay as they were typed', () => {
  for (const text of [usEmergencyText, 'No number here.', 'http://plain.example and javascript:alert(1)', '112']) {
    expect(
      emergencyOf(text)
        .pieces.map(({ words }) => words)
        .join(''),
    ).toBe(text)
  }
  expect(links('http://plain.example and javascript:alert(1)')).toEqual([])
})

test('988 is called, texted and chatted with, another line called', () => {
  expect(emergencyOf(usEmergencyText).ways.map(({ href }) => href)).toEqual([
    ...['tel:988', 'sms:988', 'https://chat.988lifeline.org'],
    'tel:911',
  ])
  expect(emergencyOf('Samaritans: 116 123 0. Again: 116 123 0').ways).toEqual([
    { words: 'Call 116 123 0', href: 'tel:1161230' },
  ])
})
