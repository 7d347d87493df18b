/** Who has a seat, by staff id, and whose is the free one. */
export interface Seating {
  ids: string[]
  free: string | null
}

/** A list as it was drawn, and as it is wished for. */
export interface Wish {
  had: Seating
  wanted: Seating
}

export interface Difference {
  added: string[]
  removed: string[]
  /** Whose seat is free from now on, where that changes. */
  freed: string | null
}

/** The wish put in order: each person once, those who have a seat first, and exactly one seat free, if there is any. */
export function settled(current: Seating, { ids, free }: Seating): Seating {
  const wanted = new Set(ids)
  const kept = current.ids.filter((id) => wanted.has(id))
  const inOrder = [...new Set([...kept, ...wanted])]
  const chosen = [free, current.free].find((id) => id !== null && wanted.has(id))
  return { ids: inOrder, free: chosen ?? inOrder[0] ?? null }
}

export const differenceOf = (from: Seating, to: Seating): Difference => ({
  added: to.ids.filter((id) => !from.ids.includes(id)),
  removed: from.ids.filter((id) => !to.ids.includes(id)),
  freed: to.free === from.free ? null : to.free,
})

export const isSame = ({ added, removed, freed }: Difference): boolean =>
  added.length === 0 && removed.length === 0 && freed === null

/** The same wish upon what others have saved meanwhile: they are kept, and what was added or removed here still is. */
export function rebased(current: Seating, { had, wanted }: Wish): Seating {
  const { added, removed, freed } = differenceOf(had, wanted)
  const ids = [...current.ids, ...added].filter((id) => !removed.includes(id))
  return settled(current, { ids, free: freed })
}
