import { type Address, type Cbor, type EntryId, memberKinds, type OfferId, offerId, toRecord } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { ann, ben, chain, dao, decisionOf, genesis, hash32, idOf, seat } from '../fixtures/dao.ts'
import { foldFacts } from '../facts/foldFacts.ts'
import { keys } from '../fold/keys.ts'
import { registersOf } from '../selectors/registers.ts'
import { claimedBallots } from './gatheredSide.ts'

const offer: OfferId = offerId.parse('ab'.repeat(32))
const inner = `0x${'77'.repeat(20)}` as Address
const state = foldFacts(genesis, [
  { kind: 'founded', genesis },
  { kind: 'rosterChanged', epoch: 1, members: [...genesis.members, { ...seat(inner), kind: memberKinds.contract }] },
])
const decision = toRecord(decisionOf(ann, 0n)) as Cbor
const ballot = (n: number) => ({
  sheet: toRecord({ member: inner, revision: 1n, choices: [{ decision: idOf(decisionOf(ann, 0n)), support: 1, votes: 0n }] }) as Cbor,
  signature: `0x${n.toString(16).padStart(130, '0')}`,
})
/** What somebody brought for a side, as the register of the deal holds it. */
const brought = (by: Address, depth: number, ballots: readonly ReturnType<typeof ballot>[]) => ({
  key: keys.sideBrought(offer, 'issuer', hash32(`brought ${depth}`) as EntryId),
  value: { by, entry: 'ab'.repeat(32), at: 1, depth, decision, ballots: [...ballots] },
})

test('S25 G1 whoever brings ballots for a DAO without end hides none that another one brought', () => {
  const many = Array.from({ length: 40 }, (_, n) =>
    brought(
      ben.address,
      100 + n,
      Array.from({ length: 60 }, (_one, i) => ballot(1_000 + n * 60 + i)),
    ),
  )
  const registers = registersOf([brought(ann.address, 1, [ballot(1)]), ...many])
  const found = claimedBallots(registers, state, { offer, side: 'issuer', chainId: chain.chainId, dao })
  expect(found.map(({ signature }) => signature)).toContain(ballot(1).signature)
  // What is asked of the chain stays bounded by who is there.
  expect(found.length).toBeLessThanOrEqual(2 * 64)
  // What two of them brought is asked once.
  const twice = registersOf([brought(ann.address, 1, [ballot(1)]), brought(ben.address, 2, [ballot(1)])])
  expect(claimedBallots(twice, state, { offer, side: 'issuer', chainId: chain.chainId, dao })).toHaveLength(1)
})
