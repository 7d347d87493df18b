/** A drawn signature as an SVG shows it. */
export interface Drawing {
  viewBox: string
  /** One path a stroke; a dot is a line to itself, which round ends make visible. */
  paths: string[]
}

const edge = 6

/** The strokes (flat lists of x, y, x, y) as paths, in a frame that holds them all. */
export function drawingOf(strokes: readonly (readonly number[])[]): Drawing {
  const points = strokes.map((stroke) => pairs(stroke))
  const all = points.flat()
  const left = least(all.map(([x]) => x))
  const top = least(all.map(([, y]) => y))
  const width = -least(all.map(([x]) => -x)) - left
  const height = -least(all.map(([, y]) => -y)) - top
  const frame = [left - edge, top - edge, width + 2 * edge, height + 2 * edge]
  return { viewBox: frame.map(rounded).join(' '), paths: points.map(pathOf) }
}

type Point = readonly [x: number, y: number]

const pairs = (stroke: readonly number[]): Point[] =>
  stroke.flatMap((x, i) => (i % 2 === 0 ? [[x, stroke[i + 1] ?? 0] as const] : []))

function pathOf(points: readonly Point[]): string {
  const [first, ...others] = points.map(([x, y]) => `${rounded(x)} ${rounded(y)}`)
  return first === undefined ? '' : [`M${first}`, ...(others.length ? others : [first]).map((to) => `L${to}`)].join('')
}

const least = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.min(a, b), Infinity)
const rounded = (number: number) => Math.round(number * 10) / 10
