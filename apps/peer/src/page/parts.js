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
