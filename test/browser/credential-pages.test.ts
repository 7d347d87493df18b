import { portalCredentialStates, staffCredentialStates } from './credential-states.ts'
import { lookAt, useVisits } from './visits.ts'

lookAt([...staffCredentialStates, ...portalCredentialStates], useVisits())
