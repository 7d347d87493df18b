// Two minutes before the sign-out a notice lets one stay with one key. Reading on is no sign of life; a key here is.

const notice = document.querySelector('[data-idle]')
const words = notice.querySelector('[data-idle-words]')
const button = notice.querySelector('button')
const MINUTE = 60_000
const allowed = Number(notice.dataset.idle) * MINUTE
const warning = Number(notice.dataset.warning) * MINUTE

let seen = Date.now()
let before = null

function hide() {
  if (notice.hidden) return
  notice.hidden = true
  before?.focus()
}

function stillHere() {
  seen = Date.now()
  hide()
}

// By the clock rather than by one long timer, which sleeps while the device does.
setInterval(() => {
  const idle = Date.now() - seen
  if (idle >= allowed) {
    words.textContent = notice.dataset.ended
    button.hidden = true
    notice.hidden = false
  } else if (idle >= allowed - warning && notice.hidden) {
    words.textContent = `You will be signed out in ${notice.dataset.warning} minutes to protect your privacy.`
    before = document.activeElement
    notice.hidden = false
    button.focus()
  }
}, 5_000)

button.addEventListener('click', async () => {
  const answer = await fetch(notice.dataset.keep, { method: 'POST' }).catch(() => null)
  if (answer?.ok) stillHere()
  else words.textContent = 'That did not work. Please check your connection and try again.'
})
document.addEventListener('still-here', stillHere)
