import { supports } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ann, ben, idOf } from '../fixtures/dao.ts'
import { cast, fold, founded, hosting, later, submitted, transaction } from '../fixtures/voting.ts'
import { countAnew, countProposal } from './countProposal.ts'
import { proposalState } from './proposalState.ts'
import type { Registers } from './registers.ts'

/** Registers that go on, as those of a replica do: whoever holds them reads what is there when it asks. */
const goingOn = (first: Registers) => {
  let [now, version] = [first, 0]
  return {
    turn: (next: Registers): void => {
      now = next
      version += 1
    },
    registers: {
      get version() {
        return version
      },
      get: (key: string) => now.get(key),
      entries: (prefix: string) => now.entries(prefix),
    } satisfies Registers,
  }
}

const ballot = fc.record({
  of: fc.constantFrom(ann, ben),
  revision: fc.bigInt(1n, 3n),
  support: fc.constantFrom(...Object.values(supports)),
})
const states = [
  founded,
  later(founded, { kind: 'revoked', member: ann.address, minRevision: 2n }),
  later(founded, { kind: 'enacted', decision: idOf(hosting), transaction }),
]

test('S1: what was counted for the same records and the same chain is what counting anew says, whatever came in what order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ ballot, state: fc.constantFrom(...states), now: fc.integer({ min: 0, max: 2_500 }) }), { maxLength: 12 }),
      (steps) => {
        const entries = [submitted(hosting)]
        const live = goingOn(fold(...entries))
        for (const { ballot: said, state, now } of steps) {
          const one = cast(said.of, said.revision, said.support)
          if (!entries.some(({ id }) => id === one.id)) entries.push(one)
          const still = fold(...entries)
          live.turn(still)
          const counted = countProposal(live.registers, state, idOf(hosting), hosting)
          expect(counted).toEqual(countAnew(still, state, idOf(hosting), hosting))
          // Asked again it is not counted again, and another present is told all the same.
          expect(countProposal(live.registers, state, idOf(hosting), hosting)).toBe(counted)
          for (const at of [now, now + 800])
            expect(proposalState(live.registers, state, idOf(hosting), { now: at })).toEqual(
              proposalState(still, state, idOf(hosting), { now: at }),
            )
        }
      },
    ),
  )
})

test('S1: of registers that do not say whether they changed nothing is kept', () => {
  let now = fold(submitted(hosting))
  const silent: Registers = { get: (key) => now.get(key), entries: (prefix) => now.entries(prefix) }
  expect(countProposal(silent, founded, idOf(hosting), hosting).ballots).toEqual([])
  now = fold(submitted(hosting), cast(ann, 1n, supports.for))
  expect(countProposal(silent, founded, idOf(hosting), hosting).ballots).toHaveLength(1)
})
