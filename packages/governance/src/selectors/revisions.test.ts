import { type Hex, memberKinds, supports } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { genesisState } from '../facts/chainState.ts'
import { memberKindOf } from '../facts/memberKindOf.ts'
import { ann, ben, chain, dao, entryOf, factory, genesis, idOf, recover, seat, viewIn } from '../fixtures/dao.ts'
import { foldAll } from '../fixtures/registers.ts'
import { hosting, party, stateAt, submitted } from '../fixtures/voting.ts'
import { daoReducer } from '../fold/daoReducer.ts'
import { equivocationsOf } from './revisions.ts'
import { withSigned } from './withSigned.ts'

const inner = factory
const members = [seat(ann.address), seat(ben.address), seat(inner, 2n, 1n, memberKinds.contract)]
const outer = {
  ...genesisState({ ...genesis, members: members.toSorted((a, b) => (a.account < b.account ? -1 : 1)) }),
  founded: true,
}
const view = viewIn(outer)
const reduce = daoReducer({ chain, dao, recover, memberKindOf: memberKindOf(() => outer) })

test('S21 G7 answers of a DAO to two decisions under one revision are no equivocation, two to one decision are', () => {
  const on = (decision: typeof hosting, support: number, signature: Hex) => {
    const sheet = { member: inner, revision: 3n, choices: [{ decision: idOf(decision), support, votes: 0n }] }
    return entryOf(ann, 'ballot.cast', { v: 1, sheet, signature, reason: '' }, { view })
  }
  const look = (...claims: ReturnType<typeof on>[]) => {
    const shown = withSigned(foldAll(reduce, [submitted(hosting), submitted(party, 'Party', 'Cake.'), ...claims], view), () => true)
    const [ballot] = stateAt(shown, outer)?.ballots ?? []
    return [ballot?.equivocated, equivocationsOf(shown, { account: inner, kind: memberKinds.contract }).map(({ revision }) => revision)]
  }
  const first = on(hosting, supports.for, `0x${'aa'.repeat(80)}`)
  expect(look(first, on(party, supports.against, `0x${'bb'.repeat(80)}`))).toEqual([false, []])
  expect(look(first, on(hosting, supports.against, `0x${'bb'.repeat(80)}`))).toEqual([true, [3n]])
})
