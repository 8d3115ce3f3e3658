import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sumOfRoots } from './sumOfRoots.ts'

const amounts = fc.array(fc.bigInt({ min: 0n, max: 1n << 112n }), { maxLength: 20 })
const sizes = fc.constantFrom(0n, 2n, 144n)

test('L10: each root is rounded alone, and a whole one is not', () => {
  expect(sumOfRoots([4n, 9n], { precision: 0n, round: 'up' })).toBe(5n)
  expect(sumOfRoots([4n, 9n], { precision: 0n, round: 'down' })).toBe(5n)
  expect(sumOfRoots([2n, 3n, 8n], { precision: 0n, round: 'up' })).toBe(7n)
  expect(sumOfRoots([2n, 3n, 8n], { precision: 0n, round: 'down' })).toBe(4n)
  expect(sumOfRoots([2n], { precision: 4n, round: 'down' })).toBe(5n)
  expect(sumOfRoots([], { precision: 144n, round: 'up' })).toBe(0n)
})

test('L10: rounded up it is more by one for each root that is not whole, and each is the nearest', () => {
  fc.assert(
    fc.property(amounts, sizes, (given, precision) => {
      const down = given.map((amount) => sumOfRoots([amount], { precision, round: 'down' }))
      down.forEach((root, i) => {
        const square = (given[i] ?? 0n) << precision
        expect(root * root <= square && square < (root + 1n) ** 2n).toBe(true)
      })
      const sum = down.reduce((all, root) => all + root, 0n)
      const odd = down.filter((root, i) => root * root !== (given[i] ?? 0n) << precision).length
      expect(sumOfRoots(given, { precision, round: 'down' })).toBe(sum)
      expect(sumOfRoots(given, { precision, round: 'up' })).toBe(sum + BigInt(odd))
    }),
  )
})
