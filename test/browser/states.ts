import type { Page } from 'playwright-core'
import { portalCredentialStates, staffCredentialStates } from './credential-states.ts'
import { organizationStates } from './organization-states.ts'
import { memberStates } from './member-states.ts'
import { portalStates } from './portal-states.ts'
import { problemStates } from './problem-states.ts'
import type { Scene } from './scene.ts'
import { seatStates } from './seat-states.ts'
import { staffStates } from './staff-states.ts'

/** Who looks: somebody signed in on one of the sites, or a visitor; a visitor's browser is new each time. */
export type Reader = 'visitor' | 'ada' | 'theo' | 'nia' | 'ofra' | 'omar' | 'ned' | 'wil' | 'omar anew'

/** One state of one page. */
export interface State {
  /** The live route that answers with it, `METHOD /path`; null where none does. */
  route: string | null
  /** Which of its states: empty, long, refused, done. Absent: as one usually finds it. */
  is?: string
  as: Reader
  /** Where one begins. */
  at: string | ((scene: Scene) => string)
  /** What one does there. */
  does?: (page: Page, scene: Scene) => Promise<unknown>
  /** The title, without the practice's name behind it. */
  title: string
  /** The answer's status, 200 unless said. */
  status?: number
  /** Among those that matter most: looked at in all four ways. */
  matters?: true
}

/** Every page there is, in its states. A GET route without a row here, or among those that are no pages, fails. */
export const states: State[] = [
  ...staffStates,
  ...seatStates,
  ...memberStates,
  ...organizationStates,
  ...portalStates,
  ...staffCredentialStates,
  ...portalCredentialStates,
  ...problemStates,
]

/** GET routes that answer with something else than a page -> its media type, or where it leads. */
export const noPages: Record<string, string> = {
  'GET /': '/staff',
  'GET /live': 'text/plain',
  'GET /ready': 'text/plain',
  'GET /robots.txt': 'text/plain',
  'GET /staff/clients/:id/documents/:document/pdf': 'application/pdf',
  'GET /staff/clients/:id/documents/:document/evidence': 'application/json',
  'GET /portal/:practice/documents/:id/pdf': 'application/pdf',
  'GET /portal/:practice/documents/:id/evidence': 'application/json',
}
