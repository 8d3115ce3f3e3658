import { zeroAddress } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatEther } from '../../../format/formatEther.ts'
import { addPart, changePart, emptyPart, filledParts, movePart, partFaults, pasteParts, removePart, splitSums } from './splitPlan.ts'

const payee = `0x${'a1'.repeat(20)}`
const part = (key: string, amount = '1') => ({ ...emptyPart(key), payee, title: `Part ${key}`, amount })
const keysOf = (parts: readonly { readonly key: string }[]) => parts.map(({ key }) => key).join('')
const three = [part('a'), part('b'), part('c')]

test('rows are added, moved and removed; the ends and the last row stay', () => {
  expect(keysOf(addPart(three, 'a', 'n'))).toBe('anbc')
  expect(keysOf(addPart(three, null, 'n'))).toBe('abcn')
  expect(keysOf(movePart(three, 'c', -1))).toBe('acb')
  expect(keysOf(movePart(three, 'a', -1))).toBe('abc')
  expect(keysOf(movePart(three, 'c', 1))).toBe('abc')
  expect(keysOf(removePart(three, 'b'))).toBe('ac')
  expect(removePart([part('a')], 'a')).toEqual([emptyPart('a')])
  expect(changePart(three, 'b', { amount: '7' })[1]).toEqual({ ...part('b'), amount: '7' })
})

test('a pasted table takes the place of an empty row, and stands below one that says something', () => {
  const row = { payee, amount: '2', title: 'Gate' }
  let made = 0
  const fresh = () => `n${(made += 1)}`
  expect(keysOf(pasteParts([...three, emptyPart('e')], 'e', [row, row], fresh))).toBe('abcn1n2')
  expect(keysOf(pasteParts(three, 'a', [row], fresh))).toBe('an3bc')
})

test('what is wrong with a row is named by its field', () => {
  expect(partFaults(part('a'), 18)).toEqual([])
  expect(partFaults(emptyPart('a'), 18).map(({ field }) => field)).toEqual(['payee', 'title', 'amount'])
  expect(partFaults({ ...part('a'), payee: zeroAddress }, 18).map(({ field }) => field)).toEqual(['payee'])
  for (const amount of ['0', '1,000', '-1', '1.0000000000000000001', 'x', (1n << 128n).toString()])
    expect(partFaults(part('a', amount), 18).map(({ field }) => field)).toEqual(['amount'])
})

test('the margin is what is left to the last unit, whatever the amounts', () => {
  const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 30n }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(amounts, fc.bigInt({ min: 0n, max: 10n ** 31n }), (units, left) => {
      const rows = units.map((one, at) => part(String(at), formatEther(one).replaceAll('\u2009', '')))
      const sum = units.reduce((all, one) => all + one, 0n)
      expect(splitSums([...rows, emptyPart('e')], left, 18)).toEqual({ sum, margin: left - sum, fits: sum <= left, whole: true })
    }),
    { numRuns: 200 },
  )
})

test('nothing, or a row that cannot be read, is no whole split', () => {
  expect(splitSums([emptyPart('a')], 5n, 18)).toEqual({ sum: 0n, margin: 5n, fits: true, whole: false })
  expect(splitSums([part('a', '2'), part('b', 'x')], 5n, 0)).toEqual({ sum: 2n, margin: 3n, fits: true, whole: false })
  expect(filledParts([part('a'), emptyPart('b')])).toHaveLength(1)
})
