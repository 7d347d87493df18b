import { seatStates } from './seat-states.ts'
import { staffStates } from './staff-states.ts'
import { lookAt, useVisits } from './visits.ts'

lookAt([...staffStates, ...seatStates], useVisits())
