import { expect, test } from 'vitest'
import { excerptOf, foldText, hasAll } from './matchWords.ts'

test('M280 each word of a query begins a word of the text, whatever its case and marks', () => {
  const folded = foldText('Hosting für Zürich: EUR 300')
  expect(hasAll(folded, ['host', 'zur'])).toBe(true)
  expect(hasAll(folded, ['300', 'fur'])).toBe(true)
  expect(hasAll(folded, ['osting'])).toBe(false)
  expect(hasAll(folded, ['hosting', 'bern'])).toBe(false)
  expect(foldText('** — !')).toBe('')
})

test('M280 an excerpt is a line around the first word found, cut between words', () => {
  const long = `${'Nothing to see here, walk on. '.repeat(20)}The weir broke in spring. ${'And more of it. '.repeat(20)}`
  const line = excerptOf(long, ['weir'])
  expect(line).toMatch(/^….*The weir broke in spring\..*…$/)
  expect(line.length).toBeLessThan(200)
  expect(excerptOf('## The mill\n\n*It* turns.', ['turns'])).toBe('The mill It turns.')
  expect(excerptOf('x'.repeat(1_000), ['nowhere'])).toHaveLength(49)
  expect(excerptOf('', ['a'])).toBe('')
})
