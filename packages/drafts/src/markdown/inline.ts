import { draftLimits } from '../limits.ts'

/** A stretch of text under one set of marks. `href` stands for a link. */
export type Span = { readonly text: string; readonly marks: ReadonlySet<string>; readonly href: string | null }

/** From the outside in. Distinct characters, so that neighbouring runs never melt into one. */
const delimiters = [
  ['bold', '**'],
  ['italic', '_'],
  ['strike', '~~'],
] as const

const linkSchemes = /^(https?|mailto|daomesh):/i

// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/** Text that a record may hold: no control characters but tab and newline, every line end a newline. */
export const plainText = (text: string): string => text.replace(/\r\n?/g, '\n').replace(controls, '')

const escapeText = (text: string): string => text.replace(/[\\`*_[\]<~&]/g, '\\$&')

const isSpace = (char: string): boolean => char === '' || /\s/u.test(char)
const isMark = (char: string): boolean => /[\p{P}\p{S}]/u.test(char)
/** What every reader of Markdown agrees is no letter: they differ on symbols beyond ASCII, which then count as letters here. */
const isLetter = (char: string): boolean => !isSpace(char) && !/[\p{P}$+<=>^`|~]/u.test(char)
const encodeChar = (char: string): string => `&#x${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()};`
const firstChar = (text: string): string => Array.from(text.slice(0, 2))[0] ?? ''
const lastChar = (text: string): string => Array.from(text.slice(-2)).at(-1) ?? ''

/** The longest run of backticks. There may be more runs than a call takes arguments. */
export const longestTicks = (text: string): number => {
  let longest = 0
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  return longest
}

const codeSpan = (text: string): string => {
  const longest = longestTicks(text)
  const fence = '`'.repeat(longest + 1)
  const padded = /^`|`$|^ .* $/.test(text) ? ` ${text} ` : text
  return fence + padded + fence
}

const destination = (href: string): string => {
  const plain = plainText(href).replace(/[\n\t]/g, '')
  return /^[A-Za-z0-9\-._~:/?#@!$'*+,;=%]+$/.test(plain) ? plain : `<${plain.replace(/[\\<>&]/g, '\\$&')}>`
}

type Piece = { readonly kind: 'text'; value: string } | { readonly kind: 'open' | 'close'; readonly value: string }

/** Whitespace never touches a mark from the inside: `** a**` is not bold. */
const splitSpaces = (span: Span): readonly Span[] => {
  const inner = span.text.trim()
  const bare = (text: string): Span => ({ text, marks: new Set(), href: null })
  if (inner === '') return [bare(span.text)]
  const start = span.text.indexOf(inner)
  return [bare(span.text.slice(0, start)), { ...span, text: inner }, bare(span.text.slice(start + inner.length))].filter(
    (s) => s.text !== '',
  )
}

const wrappersOf = (span: Span): readonly string[] => [
  ...(span.href !== null && linkSchemes.test(span.href) && span.href.length <= draftLimits.attributeChars
    ? [`](${destination(span.href)})`]
    : []),
  ...delimiters.filter(([mark]) => span.marks.has(mark)).map(([, delimiter]) => delimiter),
]

const opening = (wrapper: string): string => (wrapper.startsWith(']') ? '[' : wrapper)

/** Gives whitespace between two spans the marks that go on across it, so that bold over two words stays one bold. */
const joinSpaces = (spans: readonly Span[]): readonly Span[] =>
  spans.map((span, at) => {
    const [left, right] = [spans[at - 1], spans[at + 1]]
    if (span.text.trim() !== '' || !left || !right) return span
    const [before, after] = [wrappersOf(left), wrappersOf(right)]
    let shared = 0
    while (shared < before.length && before[shared] === after[shared]) shared++
    const kept = before.slice(0, shared)
    const marks = delimiters.filter(([, delimiter]) => kept.includes(delimiter)).map(([mark]) => mark)
    return { text: span.text, marks: new Set(marks), href: kept.some((wrapper) => wrapper.startsWith(']')) ? left.href : null }
  })

const toPieces = (spans: readonly Span[]): readonly Piece[] => {
  const pieces: Piece[] = []
  let open: readonly string[] = []
  const moveTo = (wanted: readonly string[]) => {
    let shared = 0
    while (shared < open.length && open[shared] === wanted[shared]) shared++
    for (const wrapper of open.slice(shared).reverse()) pieces.push({ kind: 'close', value: wrapper })
    for (const wrapper of wanted.slice(shared)) pieces.push({ kind: 'open', value: opening(wrapper) })
    open = wanted
  }
  for (const span of spans) {
    moveTo(wrappersOf(span))
    pieces.push({ kind: 'text', value: span.marks.has('code') ? codeSpan(span.text) : escapeText(span.text) })
  }
  moveTo([])
  return pieces
}

/** A mark between a letter and punctuation is none, and `_` is none between letters: the letter outside is written as a reference then. */
const protectMarks = (pieces: readonly Piece[]): void => {
  pieces.forEach((piece, at) => {
    const [before, after] = [pieces[at - 1], pieces[at + 1]]
    // “!” before a link would make it an image.
    if (piece.value === '[' && before?.kind === 'text') before.value = before.value.replace(/!$/, '\\!')
    if (piece.kind === 'text' || piece.value.startsWith(']') || piece.value === '[') return
    const inside = piece.kind === 'open' ? after : before
    const outside = piece.kind === 'open' ? before : after
    if (outside?.kind !== 'text' || !inside) return
    const near = piece.kind === 'open' ? firstChar(inside.value) : lastChar(inside.value)
    const far = piece.kind === 'open' ? lastChar(outside.value) : firstChar(outside.value)
    if (!isLetter(far) || (piece.value !== '_' && !isMark(near))) return
    const rest = piece.kind === 'open' ? outside.value.slice(0, -far.length) : outside.value.slice(far.length)
    outside.value = piece.kind === 'open' ? rest + encodeChar(far) : encodeChar(far) + rest
  })
}

const sameMarks = (a: Span, b: Span): boolean =>
  a.href === b.href && a.marks.size === b.marks.size && [...a.marks].every((mark) => b.marks.has(mark))

const joinSame = (spans: readonly Span[]): readonly Span[] => {
  const joined: Span[] = []
  for (const span of spans) {
    const last = joined.at(-1)
    if (last && sameMarks(last, span)) joined[joined.length - 1] = { ...last, text: last.text + span.text }
    else joined.push(span)
  }
  return joined
}

/** One line of inline text, trimmed. The same spans give the same bytes, however the text was cut into them. */
export const inlineLine = (spans: readonly Span[]): string => {
  const clean = spans.map((span) => ({ ...span, text: plainText(span.text).replace(/\n/g, ' ') })).filter((span) => span.text !== '')
  const parts = joinSame(clean).flatMap(splitSpaces)
  const isWord = ({ text }: Span): boolean => text.trim() !== ''
  const words = parts.slice(Math.max(0, parts.findIndex(isWord)), parts.findLastIndex(isWord) + 1)
  const pieces = toPieces(joinSame(joinSpaces(joinSame(words))))
  protectMarks(pieces)
  return escapeLineStart(pieces.map((piece) => piece.value).join(''))
}

/** What would begin a block at the start of a line. */
const escapeLineStart = (line: string): string => line.replace(/^(\d{1,9})([.)])/, '$1\\$2').replace(/^[#>+=|:-]/, '\\$&')
