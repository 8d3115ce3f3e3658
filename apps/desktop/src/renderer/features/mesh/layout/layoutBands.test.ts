import fc from 'fast-check'
import { expect, test } from 'vitest'
import { box, layoutBands } from './layoutBands.ts'

const mesh = fc
  .record({
    size: fc.integer({ min: 1, max: 300 }),
    rows: fc.integer({ min: 1, max: 6 }),
    seed: fc.array(fc.nat(10_000), { maxLength: 200 }),
  })
  .map(({ size, rows, seed }) => ({
    accounts: Array.from({ length: size }, (_, i) => ({
      account: `a${i}`,
      row: Math.floor(((i * 7919) % size) / Math.max(1, size / rows)),
    })),
    ties: seed.map((n, i) => ({ payer: `a${n % size}`, payee: `a${(n * 31 + i) % size}` })),
  }))

test('everybody stands somewhere, in the band of its row and on nobody else, and the same mesh is placed the same', () => {
  fc.assert(
    fc.property(mesh, (input) => {
      const placed = layoutBands(input)
      expect(placed.places.size).toBe(input.accounts.length)
      const taken = new Set<string>()
      for (const { account, row } of input.accounts) {
        const at = placed.places.get(account)
        const band = placed.bands.find((one) => one.row === row)
        if (at === undefined || band === undefined) throw new RangeError('placed')
        expect(at.y >= band.y && at.y + box.height <= band.y + band.height).toBe(true)
        expect(at.x >= 0 && at.x + box.width <= placed.width).toBe(true)
        taken.add(`${at.x},${at.y}`)
      }
      expect(taken.size).toBe(input.accounts.length)
      expect(layoutBands(input)).toEqual(placed)
    }),
    { numRuns: 40 },
  )
})

test('rows stand from the top down, and who works for the left stands left', () => {
  const accounts = [
    { account: 'root', row: 2 },
    { account: 'hall', row: 1 },
    { account: 'yard', row: 1 },
    { account: 'ann', row: 0 },
    { account: 'zed', row: 0 },
  ]
  const ties = [
    { payer: 'root', payee: 'hall' },
    { payer: 'root', payee: 'yard' },
    { payer: 'hall', payee: 'zed' },
    { payer: 'yard', payee: 'ann' },
  ]
  const { bands, places } = layoutBands({ accounts, ties })
  expect(bands.map(({ row }) => row)).toEqual([2, 1, 0])
  expect((places.get('zed')?.x ?? 0) < (places.get('ann')?.x ?? 0)).toBe(true)
})
