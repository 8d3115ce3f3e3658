import { expect, test } from 'vitest'
import { systemRandom } from '../../system/systemRandom.ts'
import { checkWords, chooseWords } from './wordQuestion.ts'

const phrase = 'legal winner thank year wave sausage worth useful legal winner thank yellow'

test('Q4: two different positions of the phrase, ascending, every position possible', () => {
  const seen = new Set<number>()
  for (let i = 0; i < 400; i++) {
    const [a = 0, b = 0, ...rest] = chooseWords(phrase, systemRandom)
    expect(rest).toEqual([])
    expect(a).toBeLessThan(b)
    seen.add(a).add(b)
  }
  expect([...seen].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
})

test('Q4: the right words pass, whatever their case', () => {
  expect(() => checkWords(phrase, [2, 12], ['Winner', ' yellow '])).not.toThrow()
})

test.each([[['winner', 'year']], [['yellow', 'winner']], [['winner']], [['winner', 'yellow', 'thank']], [[]]])(
  '%j is refused with PHRASE_INVALID',
  (words) => {
    expect(() => checkWords(phrase, [2, 12], words)).toThrow(/PHRASE_INVALID/)
  },
)
