// Forms save themselves while they are filled in. Without this script the buttons do it.

const form = document.querySelector('form[data-autosave]')
const shown = document.querySelector('[data-saved]')
const aloud = document.querySelector('[data-saved-aloud]')

const AFTER_TYPING = 3_000
const AFTER_FAILURE = 20_000
const BETWEEN_ANNOUNCEMENTS = 60_000

let typed = false // since the last save
let timer
let running = null
let announcedAt = -Infinity

function say(words, isUrgent = false) {
  shown.textContent = words
  shown.classList.remove('muted')
  shown.classList.toggle('saved', !isUrgent)
  shown.classList.toggle('error', isUrgent)
  if (!isUrgent && performance.now() - announcedAt < BETWEEN_ANNOUNCEMENTS) return
  if (isUrgent && aloud.textContent === words) return
  announcedAt = performance.now()
  aloud.textContent = words
}

async function save(options = {}) {
  typed = false
  try {
    const body = new URLSearchParams(new FormData(form))
    const answer = await fetch(`${form.getAttribute('action')}/draft`, { method: 'POST', body, ...options })
    const { savedAt, error } = await answer.json()
    if (answer.ok) {
      say(`Saved ${savedAt}. You can stop at any time.`)
      document.dispatchEvent(new Event('still-here'))
    } else if (answer.status === 401) {
      say('You were signed out to protect your privacy. What you typed is still on this page: press “Save and continue”, sign in again, and it goes on.', true)
    } else {
      say(`The last change is not saved. ${error ?? 'Please try the Save button.'}`, true)
    }
  } catch {
    say('The last change is not saved: there is no connection. What you typed stays on this page, and we try again.', true)
    typed = true
    later(AFTER_FAILURE)
  }
}

function later(wait) {
  clearTimeout(timer)
  timer = setTimeout(() => {
    if (!typed) return
    running = (running ?? Promise.resolve()).then(() => save()).finally(() => (running = null))
  }, wait)
}

form.addEventListener('input', () => {
  if (!typed || !timer) later(AFTER_TYPING)
  typed = true
})

// A button sends everything typed: an earlier save still on its way must not arrive after it.
let isLeaving = false
form.addEventListener('submit', (event) => {
  clearTimeout(timer)
  isLeaving = true
  if (!running) return
  event.preventDefault()
  const { submitter } = event
  running.finally(() => form.requestSubmit(submitter))
})
addEventListener('pageshow', () => (isLeaving = false))

// Leaving otherwise, or putting the phone away: what is not saved yet is sent along.
addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'hidden' || !typed || isLeaving) return
  clearTimeout(timer)
  save({ keepalive: true })
})
