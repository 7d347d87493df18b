/** Where an installation keeps what it cannot do without, in words for the person who looks after the server. */
export interface Places {
  data: string
  keys: string
  /** The settings it was set up with, written down at set-up. */
  settings: string
}

let places: Places = { data: '', keys: '', settings: '' }

/** Says where things lie, once at start. */
export function setPlaces(given: Places): void {
  places = given
}

export const placesOfInstallation = (): Places => places
