import type { Address, PollCloseId } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hash32, rules, seat } from '../fixtures/dao.ts'
import { closeSeats, seals, standingClose } from './standingClose.ts'

const at = (i: number) => `0x${(i + 1).toString(16).padStart(40, '0')}` as Address
const closeAt = (i: number) => hash32(`close ${i}`) as PollCloseId
const five = Array.from({ length: 5 }, (_, i) => ({ member: at(i), weight: 1n }))
const signed = (close: number, ...signers: number[]) => ({ close: closeAt(close), signers: signers.map(at) })
const stands = (...closes: ReturnType<typeof signed>[]) => standingClose(rules, five, closes)

test('U5: signatures weigh as the DAO counts, and who has no power signs for nobody', () => {
  const members = [seat(at(0), 7n), seat(at(1), 1n), seat(at(2), 0n)]
  expect(closeSeats({ mode: 0 }, members).map(({ weight }) => weight)).toEqual([1n, 1n])
  expect(closeSeats({ mode: 1 }, members).map(({ weight }) => weight)).toEqual([7n, 1n])
  expect(closeSeats({ mode: 2 }, members).map(({ weight }) => weight)).toEqual([1n, 1n])
  expect(stands(signed(0, 0, 1, 9, 10)).status).toBe('closing')
})

test('U5: sealed is the quorum and more than half', () => {
  expect([2n, 3n].map((weight) => seals({ quorumBps: 0 }, weight, 5n))).toEqual([false, true])
  expect(seals({ quorumBps: 0 }, 2n, 4n)).toBe(false)
  expect([3n, 4n].map((weight) => seals({ quorumBps: 6667 }, weight, 5n))).toEqual([false, true])
  expect(stands().status).toBe('open')
  expect(stands(signed(0, 0, 1)).status).toBe('closing')
  expect(stands(signed(0, 0, 1, 2), signed(1, 3, 4))).toMatchObject({ status: 'sealed', sealed: closeAt(0), equivocators: [] })
})

test('U5/G7: a second signature of a member is shown and takes nothing from a sealed close', () => {
  const sealed = stands(signed(0, 0, 1, 2), signed(1, 2), signed(2, 2, 3))
  expect(sealed).toMatchObject({ status: 'sealed', sealed: closeAt(0), equivocators: [at(2)] })
})

test('U5/G7: two sealed closes take an equivocator; then neither stands', () => {
  expect(stands(signed(0, 0, 1, 2), signed(1, 2, 3, 4))).toMatchObject({ status: 'disputed', sealed: null, equivocators: [at(2)] })
})

test('U5: where no close can be sealed any more, that is said', () => {
  expect(stands(signed(0, 0, 1), signed(1, 2, 3)).status).toBe('closing')
  expect(stands(signed(0, 0, 1), signed(1, 2, 3), signed(2, 4)).status).toBe('split')
})

const votes = fc.array(fc.tuple(fc.nat(4), fc.nat(2)), { maxLength: 15 })
const weights = fc.array(fc.bigInt({ min: 1n, max: 5n }), { minLength: 5, maxLength: 5 })

test('U5/D11 G7: whoever signs what and in whatever order, at most one close stands; honest signers alone never seal two; a seal falls only to another seal', () => {
  fc.assert(
    fc.property(votes, weights, fc.constantFrom(0, 3000, 5000, 8000), (signatures, weigh, quorumBps) => {
      const seats = weigh.map((weight, i) => ({ member: at(i), weight }))
      const of = (list: typeof signatures) =>
        standingClose(
          { quorumBps },
          seats,
          [0, 1, 2].map((close) => ({
            close: closeAt(close),
            signers: [...new Set(list.flatMap(([by, to]) => (to === close ? [at(by)] : [])))],
          })),
        )
      const all = of(signatures)
      const rest = ({ closes, status, sealed, equivocators }: typeof all) => [
        status,
        sealed,
        equivocators,
        closes.map((one) => [one.close, one.weight, one.sealed]),
      ]
      expect(rest(of(signatures.toReversed()))).toEqual(rest(all))
      const sealed = all.closes.filter((one) => one.sealed)
      if (all.equivocators.length === 0) expect(sealed.length).toBeLessThanOrEqual(1)
      // Of two sealed ones neither would be by its honest signers: there is nothing to choose.
      if (sealed.length > 1)
        for (const { signers } of sealed) {
          const honest = signers.filter((one) => !all.equivocators.includes(one))
          const total = weigh.reduce((sum, one) => sum + one, 0n)
          const weight = honest.reduce((sum, one) => sum + (seats.find(({ member }) => member === one)?.weight ?? 0n), 0n)
          expect(seals({ quorumBps }, weight, total)).toBe(false)
        }
      for (let n = 0; n < signatures.length; n++) {
        const before = of(signatures.slice(0, n))
        if (before.sealed !== null) expect([before.sealed, null]).toContain(all.sealed)
        if (before.sealed !== null && all.sealed === null) expect(all.status).toBe('disputed')
      }
    }),
    { numRuns: 300 },
  )
})
