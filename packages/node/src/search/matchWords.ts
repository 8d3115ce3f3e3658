import { wordsOf } from '@daomesh/market'

/** Letters of a text around what was found. */
const before = 48
const length = 180

/** A text as it is searched: its words without case and marks, a blank before each. */
export const foldText = (text: string): string =>
  wordsOf(text)
    .map((word) => ` ${word}`)
    .join('')

/** Whether every word begins one of the text. */
export const hasAll = (folded: string, words: readonly string[]): boolean => words.every((word) => folded.includes(` ${word}`))

/** The place of the first word that one of these begins, or 0. */
const firstAt = (text: string, words: readonly string[]): number => {
  for (const { 0: raw, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu))
    if (wordsOf(raw).some((one) => words.some((word) => one.startsWith(word)))) return index
  return 0
}

/** A line of the text around what was found, cut between words, without marks of Markdown. */
export const excerptOf = (text: string, words: readonly string[]): string => {
  const at = firstAt(text, words)
  const blank = at <= before ? 0 : text.indexOf(' ', at - before)
  const from = blank < 0 || blank > at ? at : blank
  const piece = text.slice(from, from + length)
  const end = from + length >= text.length ? piece.length : Math.max(piece.lastIndexOf(' '), before)
  const line = piece
    .slice(0, end)
    .replaceAll(/[#*_`>|~[\]]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  return `${from > 0 ? '…' : ''}${line}${from + end < text.length ? '…' : ''}`
}
