import type { Request } from 'express'
import type { Actor } from '../actor.ts'
import { can, type Action } from '../policy.ts'
import { dialled } from '../platform/phone.ts'
import { showDate, showDay, showMoment, showTime } from '../platform/time.ts'
import { portalPath } from '../portal-path.ts'
import type { Practice } from '../settings/practice.ts'
import { IDLE_MINUTES } from './sessions.ts'

/** What a layout knows beside the view's own model. */
export interface Page {
  title: string
  layout: 'staff' | 'portal' | 'plain'
  actor: Actor
  practice: Practice | null
  /** Where this site's links begin: `/staff` or `/portal/<practice>`. */
  base: string
  path: string
  navigation: ShownEntry[]
  /** The tabs of Organization. */
  organization: ShownEntry[]
  notice: string | null
  demonstration: boolean
  /** Minutes without activity after which the reader is signed out. */
  idleMinutes: number
}

/** What views use to show values: words for times in the practice's zone, and `can` to hide what would be refused. */
export interface Ui {
  date(at: Date): string
  time(at: Date): string
  moment(at: Date): string
  day(day: Date): string
  /** The `tel:` address of a phone number. */
  dial(number: string): string
  can(action: Action): boolean
}

interface ShownEntry {
  href: string
  label: string
  current: boolean
}

interface Entry {
  label: string
  path: string
  /** Where all that belongs to it begins; absent: its own path. */
  under?: string[]
  action: Action
}

/** The guide's navigation; an entry appears when its feature exists and the role may use it. */
const staffNavigation: Entry[] = [
  { label: 'Home', path: '', action: 'home.view' },
  { label: 'Clients', path: '/clients', action: 'client.list' },
  {
    ...{
      label: 'Organization',
      path: '/organization/client-portal/settings',
      under: ['/organization', '/invitations'],
    },
    action: 'portal-settings.view',
  },
  { label: 'Profile', path: '/profile', action: 'profile.view' },
]
/** What Organization is made of: each tab leads to the first page of its own. */
const organizationTabs: Entry[] = [
  {
    ...{ label: 'Client Portal', path: '/organization/client-portal/settings', under: ['/organization/client-portal'] },
    action: 'portal-settings.view',
  },
  { label: 'Staff', path: '/organization/staff', action: 'staff.list' },
  { label: 'Practice', path: '/organization/practice', action: 'practice.change' },
  { label: 'Sign-in rules', path: '/organization/sign-in', action: 'sign-in-rules.change' },
  { label: 'Audit log', path: '/organization/audit', action: 'audit.view' },
]
const portalNavigation: Entry[] = [
  { label: 'Home', path: '', action: 'portal.home' },
  { label: 'Forms', path: '/forms', action: 'intake.list' },
  { label: 'Documents', path: '/documents', action: 'document.list' },
  { label: 'Profile', path: '/profile', action: 'profile.view' },
]

export function layoutFor(request: Request, title: string): { page: Page; ui: Ui } {
  const { actor } = request
  const practice = request.practice ?? null
  const isStaff = request.baseUrl.startsWith('/staff') || request.path.startsWith('/staff')
  const base = isStaff || !practice ? '/staff' : portalPath(practice)
  const path = request.originalUrl.split('?')[0] ?? ''
  const shown = (entries: Entry[]): ShownEntry[] =>
    entries
      .filter(({ action }) => actor.kind !== 'Visitor' && can(actor, action))
      .map((entry) => ({ href: base + entry.path, label: entry.label, current: isCurrent(path, base, entry) }))
  const zone = practice?.timeZone ?? 'UTC'
  return {
    page: {
      title,
      layout: !practice ? 'plain' : isStaff ? 'staff' : 'portal',
      actor,
      practice,
      base,
      path,
      navigation: shown(isStaff ? staffNavigation : portalNavigation),
      organization: isStaff ? shown(organizationTabs) : [],
      notice: takeNotice(request),
      demonstration: request.app.locals['demonstration'] === true,
      idleMinutes: IDLE_MINUTES,
    },
    ui: {
      date: (at) => showDate(at, zone),
      time: (at) => showTime(at, zone),
      moment: (at) => showMoment(at, zone),
      day: showDay,
      dial: dialled,
      can: (action) => can(actor, action),
    },
  }
}

function isCurrent(path: string, base: string, entry: Entry): boolean {
  const beginnings = (entry.under ?? [entry.path]).map((under) => base + under)
  return beginnings.some((under) => path === under || (entry.path !== '' && path.startsWith(`${under}/`)))
}

/** What was just done, said once on the next page. */
function takeNotice(request: Request): string | null {
  const notice = request.session?.notice ?? null
  if (notice) delete request.session.notice
  return notice
}
