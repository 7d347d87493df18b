// Drawing a signature, beside the typed name that is the signature. Without this script there is only the typed name.
import SignaturePad from '/public/signature_pad.js'

const box = document.querySelector('[data-drawing]')
const canvas = box.querySelector('canvas')
const field = box.querySelector('input[name=drawnStrokes]')
box.hidden = false

const ink = () => getComputedStyle(canvas).color
const pad = new SignaturePad(canvas, { penColor: ink() })

// As many points as the screen has, or the line is blurred; what was drawn is drawn again.
function fit() {
  const drawn = strokes()
  const ratio = Math.max(devicePixelRatio, 1)
  canvas.width = canvas.offsetWidth * ratio
  canvas.height = canvas.offsetHeight * ratio
  canvas.getContext('2d').scale(ratio, ratio)
  pad.clear()
  show(drawn)
}

const round = (value) => Math.round(value * 10) / 10
const strokes = () => pad.toData().map(({ points }) => points.flatMap(({ x, y }) => [round(x), round(y)]))

function show(all) {
  const points = (flat) => flat.flatMap((x, index) => (index % 2 ? [] : [{ x, y: flat[index + 1], pressure: 0.5, time: index }]))
  pad.fromData(all.map((flat) => ({ penColor: ink(), points: points(flat) })))
  keep()
}

function keep() {
  const all = strokes()
  field.value = all.length ? JSON.stringify(all) : ''
  canvas.setAttribute('aria-label', `Your drawn signature: ${all.length ? 'drawn' : 'empty'}`)
}

function restored() {
  try {
    return JSON.parse(field.value || '[]')
  } catch {
    return []
  }
}

const before = restored()
const start = () => {
  fit()
  show(before)
}
if (box.open) start()
else box.addEventListener('toggle', start, { once: true })
pad.addEventListener('endStroke', keep)
addEventListener('resize', () => box.open && fit())
box.querySelector('[data-clear]').addEventListener('click', () => {
  pad.clear()
  keep()
})
