import request from 'supertest'
import { expect, test } from 'vitest'
import { app } from '../app.ts'

test.each([
  ['/live', 'live\n'],
  ['/ready', 'ready\n'],
  ['/robots.txt', 'User-agent: *\nDisallow: /\n'],
])('%s answers whoever asks, in plain text', async (path, text) => {
  const answer = await request(app).get(path)
  expect([answer.status, answer.type, answer.text]).toEqual([200, 'text/plain', text])
})
