import { v7, validate } from 'uuid'
import { now } from './clock.ts'

/** A new row's id: UUID v7, so that ids sort by age. Never a secret. */
export const newId = (): string => v7({ msecs: now().getTime() })

/** Whether a text from outside has the form of an id; one that has not can only be "not found". */
export const isId = (text: unknown): text is string => typeof text === 'string' && validate(text)
