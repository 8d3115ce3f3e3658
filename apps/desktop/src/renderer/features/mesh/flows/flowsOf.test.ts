import { address } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flowsOf } from './flowsOf.ts'

const at = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const token = at(0)
const tieShape = fc.record({ payer: fc.nat(29), payee: fc.nat(29), amount: fc.bigInt({ min: 0n, max: 1n << 90n }) })

test('flows never go round, and with what is left out for that they are all the money', () => {
  fc.assert(
    fc.property(fc.array(tieShape, { maxLength: 60 }), (all) => {
      const accounts = Array.from({ length: 30 }, (_, i) => ({
        account: at(i),
        kind: 'account' as const,
        name: null,
        row: i % 3,
        level: null,
        hunted: 0,
        issued: 0,
        space: null,
      }))
      const ties = all.map(({ payer, payee, amount }) => ({
        payer: at(payer),
        payee: at(payee),
        token,
        amount: amount.toString(),
        open: 1,
        objected: 0,
        settled: 0,
      }))
      const { flows, round, stops } = flowsOf({ accounts, ties }, token)
      const left = new Set(stops.map(({ id }) => id))
      // Kahn: who has no flow in is taken away, until none is left.
      for (let more = true; more;) {
        const free = [...left].filter((id) => !flows.some(({ from, to }) => to === id && left.has(from)))
        more = free.length > 0
        for (const id of free) left.delete(id)
      }
      expect([...left]).toEqual([])
      expect(flows.reduce((sum, { units }) => sum + units, round)).toBe(all.reduce((sum, { amount }) => sum + amount, 0n))
      expect(stops.length).toBeLessThanOrEqual(30)
    }),
    { numRuns: 80 },
  )
})
