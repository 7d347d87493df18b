// Every page works without this. It only makes some things nicer.

// Refused forms: the list of what is wrong takes the focus.
document.querySelector('[data-focus]')?.focus()

// Passwords: a Show button.
for (const button of document.querySelectorAll('[data-show]')) {
  const input = document.getElementById(button.dataset.show)
  button.hidden = false
  button.setAttribute('aria-pressed', 'false')
  button.addEventListener('click', () => {
    const show = input.type === 'password'
    input.type = show ? 'text' : 'password'
    button.textContent = show ? 'Hide' : 'Show'
    button.setAttribute('aria-pressed', String(show))
  })
}

// Pages to keep on paper.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

// A button that was pressed once is not pressed twice.
document.addEventListener('submit', (event) => {
  const button = event.submitter
  // a download leaves the page, and the button, as they are
  if (!button || event.defaultPrevented || 'download' in event.target.dataset) return
  if (button.getAttribute('aria-busy') === 'true') return event.preventDefault()
  button.setAttribute('aria-busy', 'true')
})
addEventListener('pageshow', () =>
  document.querySelectorAll('[aria-busy=true]').forEach((each) => each.removeAttribute('aria-busy')),
)

// A download leaves the page: what it asked for is done, and no longer said to be wrong.
for (const form of document.querySelectorAll('form[data-download]')) {
  form.addEventListener('submit', () => {
    form.querySelector('.error')?.remove()
    form.classList.remove('invalid')
    form.querySelector('[aria-describedby]')?.removeAttribute('aria-describedby')
    document.querySelector('[data-focus] a[href="#sample"]')?.closest('li').remove()
    if (!document.querySelector('[data-focus] li')) document.querySelector('[data-focus]')?.remove()
    const done = form.querySelector('[data-downloaded]')
    if (done) done.hidden = false
  })
}

// Links to copy.
for (const button of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value)
    button.textContent = 'Copied'
  })
}

// Placeholders are inserted where the cursor stands.
for (const row of document.querySelectorAll('[data-placeholders]')) {
  const text = document.getElementById(row.dataset.placeholders)
  row.hidden = false
  row.addEventListener('click', (event) => {
    const { insert } = event.target.dataset
    if (!insert) return
    text.setRangeText(insert, text.selectionStart, text.selectionEnd, 'end')
    text.focus()
  })
}

// What belongs to one choice only is shown with it: `role=office role=administrator&seesClients=` is either of the two.
for (const part of document.querySelectorAll('[data-shown-when]')) {
  const form = part.closest('form')
  const show = () => {
    const given = new FormData(form)
    const holds = (all) => [...new URLSearchParams(all)].every(([name, value]) => (given.get(name) ?? '') === value)
    part.hidden = !part.dataset.shownWhen.split(' ').some(holds)
  }
  form.addEventListener('change', show)
  addEventListener('pageshow', show)
  show()
}
