import { expect, test } from 'vitest'
import { judgeMutants } from './judgeMutants.ts'
import type { Mutant } from './mutant.ts'

const mutant = (becomes: string, fate: Mutant['fate'], file = 'a.ts'): Mutant => ({ file, lineNumber: 1, line: 'a < b', becomes, fate })
const listed = (becomes: string, file = 'a.ts') => ({ file, line: 'a < b', becomes, reason: 'never equal' })

test('a mutant that lives is a survivor, unless the list gives the reason', () => {
  const run = [mutant('a <= b', 'survived'), mutant('a > b', 'survived'), mutant('a >= b', 'killed')]
  const verdict = judgeMutants(run, [listed('a <= b')], () => true)
  expect(verdict).toMatchObject({ killed: 1, equivalent: 1, stale: [] })
  expect(verdict.survivors.map(({ becomes }) => becomes)).toEqual(['a > b'])
})

test('an entry that no living mutant needs is stale, but only where the run has looked', () => {
  const list = [listed('a >= b'), listed('a == b'), listed('a >= b', 'b.ts')]
  const { stale } = judgeMutants([mutant('a >= b', 'killed')], list, (file) => file === 'a.ts')
  expect(stale).toEqual(list.slice(0, 2))
})

test('the same change elsewhere in the same file is meant too, in another file it is not', () => {
  const twice = [{ ...mutant('a <= b', 'survived'), lineNumber: 9 }, mutant('a <= b', 'survived'), mutant('a <= b', 'survived', 'b.ts')]
  expect(judgeMutants(twice, [listed('a <= b')], () => true)).toMatchObject({ equivalent: 2, survivors: [{ file: 'b.ts' }] })
})
