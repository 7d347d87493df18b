import { portalStates } from './portal-states.ts'
import { lookAt, useVisits } from './visits.ts'

lookAt(portalStates, useVisits())
