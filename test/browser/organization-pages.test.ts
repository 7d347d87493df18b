import { organizationStates } from './organization-states.ts'
import { lookAt, useVisits } from './visits.ts'

lookAt(organizationStates, useVisits())
