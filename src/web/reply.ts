import { isProcessorPage } from '../platform/stripe.ts'
import type { Views } from '../views.ts'

/** What a handler answers. It never touches the response: the router sends a reply once its action was authorized. */
export type Reply =
  PageReply | { kind: 'redirect'; to: string } | FileReply | { kind: 'json'; status: number; body: object }

export interface PageReply {
  kind: 'page'
  status: number
  view: keyof Views
  title: string
  model: Views[keyof Views]
}

interface FileReply {
  kind: 'file'
  bytes: Buffer
  type: 'application/pdf' | 'application/json' | 'text/csv'
  name: string
}

/** A page of the site: a view, its own title, and what the view needs to know. */
export const page = <V extends keyof Views>(view: V, title: string, model: Views[V], status = 200): PageReply => ({
  kind: 'page',
  status,
  view,
  title,
  model,
})

/** Browsers read a backslash as a slash and skip tabs and line ends: none of them may stand where a path begins. */
const ownPath = /^\/(?!\/)[!-[\]-~]*$/

/** After a change: the browser goes on with a GET. Only paths of our own. */
export function seeOther(to: string): Reply {
  if (!ownPath.test(to)) throw new Error('a redirect leads to a path of our own')
  return { kind: 'redirect', to }
}

/** To a page of the card processor, and to nobody else's. */
export function seeProcessor(to: string): Reply {
  if (!isProcessorPage(to)) throw new Error('a redirect away leads to the card processor')
  return { kind: 'redirect', to }
}

/** A document to keep: downloaded, never shown within the site's own origin. */
export const download = (name: string, type: FileReply['type'], bytes: Buffer): Reply => ({
  kind: 'file',
  bytes,
  type,
  name,
})

export const json = (body: object, status = 200): Reply => ({ kind: 'json', status, body })
