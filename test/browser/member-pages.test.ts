import { memberStates } from './member-states.ts'
import { lookAt, useVisits } from './visits.ts'

lookAt(memberStates, useVisits())
