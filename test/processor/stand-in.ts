import { afterAll, beforeAll } from 'vitest'
import { DemoProcessor } from '../../src/demo-processor.ts'
import { handlers } from '../../src/jobs.ts'
import { drain } from '../../src/platform/jobs.ts'
import { linkTo, openMail } from '../../src/platform/mail.ts'
import { openProcessor } from '../../src/platform/stripe.ts'
import { config } from '../app.ts'
import { posted } from './signed-events.ts'

/** The card processor of the demonstration, whose events wait until a test has them come. */
export class StandIn extends DemoProcessor {
  readonly waiting: [body: string, signature: string][]

  constructor() {
    const waiting: [string, string][] = []
    super({ tell: async (...event) => void waiting.push(event) })
    this.waiting = waiting
  }

  /** Has every waiting event come, and does every job there is. @returns what the webhook answered */
  async deliver(): Promise<number[]> {
    const answers: number[] = []
    for (const event of this.waiting.splice(0)) answers.push(await posted(...event))
    await drain(handlers)
    return answers
  }

  /** How often its API was asked for this. */
  asks = (what: RegExp): number => this.asked.filter((each) => what.test(each.what)).length
}

/** A card processor for the tests of a file. */
export function useStandIn(): StandIn {
  const standIn = new StandIn()
  beforeAll(async () => {
    await openProcessor(await standIn.open())
    if (linkTo('') === '') openMail({ transport: undefined, from: 'portal@anteroom.example', url: config.url })
  })
  afterAll(async () => {
    await openProcessor(null)
    await standIn.close()
  })
  return standIn
}
