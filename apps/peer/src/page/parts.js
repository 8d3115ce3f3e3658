// Small makers of page elements. Text is only ever set as text: nothing that a peer wrote becomes markup.

export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'class') element.className = value
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== false) element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

export const section = (title, ...children) => make('section', {}, make('h1', {}, title), ...children)

export const field = (label, attributes) => {
  const input = attributes.rows ? make('textarea', attributes) : make('input', { autocomplete: 'off', spellcheck: 'false', ...attributes })
  return { input, label: make('label', {}, label, input) }
}

/** Milliseconds. The second click of a double click, and one that was meant for what stood at this place before, have come by then. */
const settling = 700

/** A button that stays shut for a moment whenever it comes into view, so that nobody presses what they cannot have read. */
export const settlingButton = (attributes, text) => {
  const button = make('button', { type: 'button', ...attributes, disabled: true }, text)
  let timer
  const settle = () => {
    clearTimeout(timer)
    button.disabled = true
    timer = setTimeout(() => {
      button.disabled = false
    }, settling)
  }
  // A page behind others was drawn while nobody saw it.
  const onView = () => {
    if (!button.isConnected) document.removeEventListener('visibilitychange', onView)
    else if (document.visibilityState === 'visible') settle()
  }
  document.addEventListener('visibilitychange', onView)
  settle()
  return button
}

/** A form whose button shows that it works and comes back when it failed. */
export const form = (button, fields, submit, ...more) => {
  const main = make('button', { class: 'main', type: 'submit' }, button)
  const element = make('form', {}, ...fields, make('div', { class: 'row' }, main, ...more))
  element.addEventListener('submit', async (event) => {
    event.preventDefault()
    main.disabled = true
    try {
      await submit()
    } finally {
      main.disabled = false
    }
  })
  return element
}
