import type { BrowserContext, Page, Response } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ada, nia, ofra, omar, theo } from '../../prisma/cast.ts'
import { useMailbox } from '../mail.ts'
import { useStandIn } from '../processor/stand-in.ts'
import { complaintsOf, flawsOfHtml, flawsSeen, looks, otherLooks } from './look.ts'
import { arrangeScene, ned, wil, type Scene } from './scene.ts'
import { useSite, type Site } from './site.ts'
import type { Reader, State } from './states.ts'

/** The site with its scene, and a browser for each reader: kept for those who stay signed in. */
export interface Visits {
  site: Site
  scene: Scene
  browserOf: (reader: Reader) => Promise<BrowserContext>
}

const staffOf = { ada, theo, nia, ofra }
const clientsOf = { omar, ned, wil, 'omar anew': omar }

export function useVisits(): Visits {
  const site = useSite()
  const kept = new Map<Reader, BrowserContext>()
  useMailbox()
  useStandIn()
  const browserOf = async (reader: Reader) => {
    if (reader === 'visitor') return site.someone()
    const context = kept.get(reader) ?? (await signedIn(site, reader))
    if (reader !== 'omar anew') kept.set(reader, context)
    return context
  }
  const visits = { site, browserOf } as Visits
  beforeAll(async () => {
    visits.scene = await arrangeScene()
  })
  return visits
}

const signedIn = (site: Site, reader: Exclude<Reader, 'visitor'>) =>
  reader in staffOf
    ? site.signedIn('/staff', staffOf[reader as keyof typeof staffOf])
    : site.signedIn('/portal/harbor', clientsOf[reader as keyof typeof clientsOf])

/** One test for each state: that it is what it is said to be, and that nothing is wrong with it. */
export function lookAt(states: State[], visits: Visits): void {
  const seen = { states: 0, looks: 0 }
  afterAll(() => console.log(`${seen.states} states of pages, ${seen.looks} looks`))
  const named = states.map((state) => ({ ...state, name: [state.route ?? 'nowhere', state.is ?? ''].join(' ') }))

  test.for(named)('$name as $as', async (state, { onTestFinished }) => {
    const page = await (await visits.browserOf(state.as)).newPage()
    onTestFinished(() => page.close())
    const answers = answersTo(page)
    const complaints = complaintsOf(page)
    await page.goto(typeof state.at === 'string' ? state.at : state.at(visits.scene))
    await state.does?.(page, visits.scene)
    await page.waitForLoadState('load')
    const answer = answers.at(-1)!
    expect.soft({ status: answer.status(), answered: cameFrom(answer, state) }).toEqual(expectedOf(state))
    expect.soft(await page.title()).toMatch(new RegExp(`^${escaped(state.title)} · (Harbor Counseling|Anteroom)$`))
    const flaws = [...(await flawsOfHtml(await answer.text())), ...(await looked(page, state)), ...complaints]
    expect.soft(flaws, flaws.join('\n')).toEqual([])
  })

  async function looked(page: Page, { matters }: State): Promise<string[]> {
    const flaws: string[] = []
    const all = matters ? [...looks, ...otherLooks] : looks
    for (const look of all) flaws.push(...(await flawsSeen(page, look)))
    seen.states += 1
    seen.looks += all.length
    return flaws
  }
}

/** The answers with which pages come, in order. */
function answersTo(page: Page): Response[] {
  const answers: Response[] = []
  page.on('response', (answer) => {
    if (answer.request().isNavigationRequest()) answers.push(answer)
  })
  return answers
}

/** The route of the state, if the answer came from there. */
function cameFrom(answer: Response, { route }: State): string | null {
  const name = `${answer.request().method()} ${new URL(answer.url()).pathname}`
  const came = route === null || new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`).test(name)
  return came ? route : name
}

const expectedOf = ({ status = 200, route }: State) => ({ status, answered: route })
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
