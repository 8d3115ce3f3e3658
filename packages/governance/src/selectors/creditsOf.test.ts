import type { Decision, DecisionId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { foldFacts } from '../facts/foldFacts.ts'
import { ann, ben, decisionOf, genesis, idOf } from '../fixtures/dao.ts'
import { fold, submitted } from '../fixtures/voting.ts'
import { reservedBeside, reservedIn } from './creditsOf.ts'
import type { Registers } from './registers.ts'

/** Records that count how often one of them is looked at. */
class Counted<K, V> extends Map<K, V> {
  looks = 0;
  override *[Symbol.iterator](): MapIterator<[K, V]> {
    for (const one of super[Symbol.iterator]()) {
      this.looks += 1
      yield one
    }
  }
}

const many = 60

test('T11: what records of a period hold is added up once for a list of proposals, however long, and of each its own is left out', () => {
  const own = { ...genesis, rules: { ...genesis.rules, mode: 2, credits: 1_000, challengeWindow: 50, votingPeriod: 1_000 } }
  const founded = foldFacts(own, [{ kind: 'founded', genesis: own }])
  const proposals = Array.from({ length: many }, (_, i): readonly [string, Decision] => [
    `Plan ${i}`,
    decisionOf(ann, BigInt(i), `Plan ${i}`, 'Text.'),
  ])
  const plain = fold(...proposals.map(([title, decision]) => submitted(decision, title, 'Text.')))
  let version = 1
  const registers: Registers = {
    get: plain.get,
    entries: plain.entries,
    get version() {
      return version
    },
  }
  const base = { ballots: new Map(), rules: own.rules, rulesEpoch: 0 }
  const records = new Counted<DecisionId, unknown>(
    proposals.map(([, decision], i) => [
      idOf(decision),
      { ...base, reservedVotes: new Map([[i % 2 === 0 ? ann.address : ben.address, BigInt(i)]]) },
    ]),
  )
  // Of a record only what it reserves is asked here.
  const state = { ...founded, records } as unknown as typeof founded
  const heldBy = (parity: number, except: number): bigint =>
    Array.from({ length: many }, (_, i) => (i % 2 === parity && i !== except ? BigInt(i * i) : 0n)).reduce((sum, one) => sum + one, 0n)
  for (const [i, [, decision]] of proposals.entries())
    expect(reservedBeside(registers, state, idOf(decision), decision)).toEqual(
      new Map([
        [ann.address, heldBy(0, i)],
        [ben.address, heldBy(1, i)],
      ]),
    )
  expect(records.looks).toBe(many)
  // A change of registers, or of the chain, is seen.
  version = 2
  const period = Math.floor((proposals[0]?.[1].closesAt ?? 0) / 1_000)
  expect(reservedIn(registers, { ...state }, { rulesEpoch: 0, period }).size).toBe(2)
  expect(records.looks).toBe(2 * many)
  expect(reservedIn(registers, { ...state, records: new Map() }, { rulesEpoch: 0, period }).size).toBe(0)
})
