import { make, settlingButton } from './parts.js'

/** Addresses in letters of one width: they are compared one by one, and fit on a line. */
const sentence = (tag, attributes, text) =>
  make(tag, attributes, ...text.split(/(0x[0-9a-fA-F]{40})/).map((part, i) => (i % 2 === 1 ? make('code', {}, part) : part)))

/** The proposal's own text, whole and as plain text; open where it is the only one, so that nobody signs what they did not see. */
const writtenText = (text, open) =>
  make(
    'details',
    { class: 'written', open },
    make('summary', {}, 'Text of the proposal'),
    text.trim() === '' ? make('p', { class: 'soft' }, 'It has no text.') : make('div', { class: 'text', tabindex: '0' }, text),
  )

const list = (lines, name) => (lines.length === 0 ? [] : [make('ul', { class: name }, ...lines.map((line) => sentence('li', {}, line)))])

const group = ({ head, lines, details, text }, alone) =>
  make(
    'div',
    { class: 'group' },
    // A head without a text of its own is about all of them: what giving this signature means.
    ...(head === null ? [] : [text === null ? make('p', { class: 'caution' }, head) : make('h3', {}, head)]),
    ...list(lines, 'lines'),
    ...(text === null ? [] : [writtenText(text, alone)]),
    ...list(details, 'details'),
  )

/** Amounts in the unit that people know. What a token is called and where its point stands is not signed, so it is said as what it is, and not hidden. */
const tokenClaims = ({ amounts }) =>
  amounts.length === 0 ? [] : [make('p', { class: 'soft' }, 'What the node says of the tokens, unproven:'), ...list(amounts, 'details')]

const claims = ({ title, lines }) =>
  title === '' && lines.length === 0
    ? []
    : [
        make(
          'details',
          {},
          make('summary', {}, 'What the node says about it, unproven'),
          ...[title, ...lines].map((line) => make('p', {}, line)),
        ),
      ]

/** One request: what the signer decoded, then apart what the node claims, then the choice. */
export const requestSection = ({ id, title, groups, context, short, account, at }, locked, answer) =>
  make(
    'section',
    { class: 'request', 'aria-labelledby': `request-${id}` },
    make('h2', { id: `request-${id}` }, title),
    make('p', { class: 'soft' }, `Asked at ${new Date(at).toLocaleTimeString()}, to be signed by `, make('code', {}, account)),
    ...groups.map((one) => group(one, groups.filter(({ text }) => text !== null).length === 1)),
    ...tokenClaims(context),
    ...claims(context),
    make('p', { class: 'compare' }, 'Hash of what you sign ', make('span', { class: 'hash' }, short)),
    ...(locked ? [make('p', { class: 'soft' }, 'Unlock first, then you can sign.')] : []),
    make(
      'div',
      { class: 'row' },
      locked
        ? make('button', { class: 'main', disabled: true }, 'Approve and sign')
        : settlingButton({ class: 'main', onclick: () => answer('approve', id) }, 'Approve and sign'),
      settlingButton({ onclick: () => answer('decline', id) }, 'Decline'),
    ),
  )
