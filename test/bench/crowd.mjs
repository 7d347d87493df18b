// A crowd that signs in, in a process of its own: whoever measures pages beside it must not wait for it.
import { setTimeout as delay } from 'node:timers/promises'
import { answerWith } from './stage.mjs'
import { post } from './visitor.mjs'

/** Begins so many a second, whether those before have ended or not, and waits for all. */
export async function paced(aSecond, seconds, work) {
  const all = []
  const began = performance.now()
  for (let number = 0; number < aSecond * seconds; number++) {
    const wait = began + (number * 1000) / aSecond - performance.now()
    if (wait > 0) await delay(wait)
    all.push(work(number))
  }
  return Promise.all(all)
}

/** Somebody of their own, from an address of their own. */
async function signsIn(url, number) {
  const fields = { email: `somebody-${number}@mail.example`, password: 'a violet teapot on the stairs' }
  const from = { 'x-forwarded-for': `10.0.${number >> 8}.${number & 255}` }
  const { status, headers } = await post(`${url}/portal/harbor/sign-in`, fields, '', from)
  return { status, retryAfter: headers.get('retry-after') }
}

if (process.send)
  answerWith({ signIn: ({ url, aSecond, seconds }) => paced(aSecond, seconds, (number) => signsIn(url, number)) })
