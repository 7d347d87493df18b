import { expect, test } from 'vitest'
import { ada, nia, ofra, theo } from '../../prisma/cast.ts'
import { policy } from '../../src/policy.ts'
import { actionGroups, actionWords } from '../../src/staff/action-words.ts'
import { staffBrowser } from '../browser.ts'

const path = '/staff/organization/staff/permissions'

test('every action of the policy has words of its own, and no words are left over', () => {
  expect(Object.keys(actionWords).sort()).toEqual(Object.keys(policy).sort())
  const words = Object.values(actionWords).map((each) => each.words)
  expect(new Set(words).size).toBe(words.length)
  for (const { group, words: text } of Object.values(actionWords)) {
    expect(actionGroups).toContain(group)
    expect(text).toMatch(/^[A-Z][^.]+$/)
  }
})

test('administrators read the table as it is asked', async () => {
  const { text, status } = await (await staffBrowser(ada)).get(path)
  expect(status).toBe(200)
  const rows = text.split('<tr>').map((row) => row.replace(/<small[^>]*>[^]*?<\/small>/g, '').replace(/<[^>]+>/g, '\n'))
  const cellsOf = (words: string) =>
    rows
      .map((row) =>
        row
          .split('\n')
          .map((cell) => cell.trim())
          .filter(Boolean),
      )
      .find(([first]) => first === words)
      ?.slice(1, 6)
  expect(rows.filter((row) => row.includes('\nNo\n') || row.includes('\nYes\n'))).toHaveLength(
    Object.keys(policy).length,
  )
  expect(cellsOf('Open Client Details')).toEqual(['Yes', 'Assigned clients', 'Yes', 'No', 'No'])
  expect(cellsOf('Invite clients and send them intake forms')).toEqual([
    'Yes',
    'With permission',
    'With permission',
    'No',
    'No',
  ])
  expect(cellsOf('Fill in a form')).toEqual(['No', 'No', 'No', 'Their own', 'No'])
  expect(cellsOf('Deactivate a staff member')).toEqual(['Yes', 'No', 'No', 'No', 'No'])
})

test.each([theo, nia, ofra])('$name does not read it', async (person) => {
  expect((await (await staffBrowser(person)).get(path)).status).toBe(403)
})
