/** The value below which this share of the numbers lies. */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]
}

export const median = (numbers) => quantile(numbers, 0.5)

/** One line of the bench: what came out, what was wanted, and whether it did. */
export function line(name, figure, value, goal, more = '') {
  const [, sign, wanted] = /^(>=|<=)(.*)$/.exec(goal)
  const isMet = sign === '>=' ? value >= Number(wanted) : value <= Number(wanted)
  return `${name} ${figure}=${value.toFixed(2)} goal${goal} ${isMet ? 'ok' : 'missed'}${more ? ` (${more})` : ''}`
}
