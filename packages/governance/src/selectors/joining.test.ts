import {
  approvalCall,
  daomeshDomain,
  decisionIdOf,
  genesisHashOf,
  type Hex,
  joinDigestOf,
  type SeatQuestion,
  supports,
  tributeCall,
  writeJoinQuestion,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { signTyped } from '../fixtures/accounts.ts'
import { ann, ben, cat, chain, dao, decisionOf, entryOf, factory, genesis, genesisView, openingOf, recover, seat } from '../fixtures/dao.ts'
import { foldAll } from '../fixtures/registers.ts'
import { founded } from '../fixtures/voting.ts'
import { genesisState } from '../facts/chainState.ts'
import { daoReducer } from '../fold/daoReducer.ts'
import { lobbyReducer } from '../fold/lobbyReducer.ts'
import { shownAmong } from './askedQuestions.ts'
import { consentsOf } from './consentsOf.ts'
import { joinsAmong, joinStands } from './joinsAmong.ts'
import { foundingOf, lobbyState } from './lobbyState.ts'
import { liveSignatureOf } from './liveSignature.ts'
import { listProposals } from './proposalState.ts'

const mill = dao
const signature = (byte: string): Hex => `0x${byte.repeat(80)}`
const together = {
  ...genesis,
  name: 'Watershed',
  members: [seat(ann.address), seat(mill, 3n, 300n, 1)].sort((a, b) => (a.account < b.account ? -1 : 1)),
}
const reduceLobby = lobbyReducer({ chain, recover })
const lobbyView = { ...genesisView, members: null }
const agree = (by: typeof ann, of: typeof mill, signed: Hex) =>
  entryOf(by, 'lobby.agree', { v: 1, genesisHash: genesisHashOf(together), dao: of, signature: signed })
const cosign = (by: typeof ann) =>
  entryOf(by, 'lobby.cosign', {
    v: 1,
    genesisHash: genesisHashOf(together),
    signature: signTyped(by, daomeshDomain(chain.chainId, factory), 'Genesis', together),
  })
const lobby = [openingOf(ann), openingOf(ben), entryOf(ann, 'lobby.propose', { v: 1, factory, genesis: together })]

test('J15 L2 C5 a DAO is a founder as the chain confirms what was brought for it, and no member of the lobby can sign in its place', () => {
  const registers = foldAll(
    reduceLobby,
    [...lobby, cosign(ann), agree(ben, mill, signature('bb')), agree(ben, mill, signature('aa')), agree(ben, ann.address, signature('aa'))],
    lobbyView,
  )
  const asked: unknown[] = []
  const stateFor = (held: Hex | null) =>
    lobbyState(registers, {
      chain,
      recover,
      isSigned: (of, claim) => {
        asked.push([of.factory, of.genesis.name, claim.dao])
        return claim.signature === held
      },
    })
  expect(stateFor(null).proposals[0]).toMatchObject({ complete: false, missing: [mill] })
  expect(foundingOf(lobbyState(registers, { chain, recover }), new Set([ann.address]))).toBeNull()
  const held = stateFor(signature('aa'))
  expect(held.proposals[0]).toMatchObject({ complete: true, missing: [] })
  expect(held.proposals[0]?.signed.find(({ member }) => member === mill)?.signature).toBe(signature('aa'))
  // For people with keys nothing that was brought is ever asked about.
  expect(asked.every((one) => JSON.stringify(one) === JSON.stringify([factory, 'Watershed', mill]))).toBe(true)
  // Whoever belongs to the DAO deploys the same founding.
  expect(foundingOf(held, new Set([ben.address]))).toBeNull()
  expect(foundingOf(held, new Set([ben.address, mill]))?.genesisHash).toBe(genesisHashOf(together))
})

test('J15 whoever brings a DAO into a lobby is named, and a DAO is brought once however many bring it', () => {
  const bring = (by: typeof ann) => entryOf(by, 'lobby.bring', { v: 1, dao: mill })
  const { brought } = lobbyState(foldAll(reduceLobby, [...lobby, bring(ann), bring(ben), bring(ann)], lobbyView), { chain, recover })
  expect(brought.map(({ dao: of, by }) => [of, [...by].sort()])).toEqual([[mill, [ann.address, ben.address].sort()]])
})

const seatQuestion: SeatQuestion = { kind: 'seat', outer: factory, power: 3n, shares: 300n }
const place = { chainId: chain.chainId, dao }
const reduce = daoReducer({ chain, dao, recover })
const asking = (by: typeof ann, counter: bigint, question = seatQuestion, closesAt = 1_000) => {
  const text = writeJoinQuestion(question, 'Into the valley.')
  const decision = decisionOf(by, counter, 'Join', text, {
    calls: [approvalCall(dao, joinDigestOf(chain.chainId, dao, question))],
    closesAt,
  })
  return {
    id: decisionIdOf(chain.chainId, dao, decision),
    entry: entryOf(by, 'proposal.submit', { v: 1, draft: null, title: 'Join', content: text, decision }, { at: Number(counter) }),
  }
}

test('J17 what several members asked about joining is one question: the one that more answered stands for it', () => {
  const [first, second, other] = [asking(ann, 1n), asking(ben, 2n), asking(ben, 3n, { ...seatQuestion, power: 4n })]
  const sheet = { member: cat.address, revision: 1n, choices: [{ decision: second.id, support: supports.for, votes: 0n }] }
  const ballot = entryOf(cat, 'ballot.cast', {
    v: 1,
    sheet,
    signature: signTyped(cat, daomeshDomain(chain.chainId, dao), 'BallotSheet', sheet),
    reason: '',
  })
  const rows = listProposals(foldAll(reduce, [first.entry, second.entry, other.entry, ballot]), founded, { now: 500 })
  const joins = joinsAmong(place, rows)
  expect(joins.map(({ asked, rows: all }) => [asked.id, all.length]).sort()).toEqual(
    [
      [second.id, 2],
      [other.id, 1],
    ].sort(),
  )
  expect(joins.every((one) => joinStands(one, ann.address))).toBe(true)
  expect(shownAmong(place, rows).map(({ id }) => id)).not.toContain(first.id)
  // One that no ballot can save is asked anew.
  const late = listProposals(foldAll(reduce, [first.entry]), founded, { now: 10 ** 9 })
  expect(joinsAmong(place, late).map((one) => joinStands(one, ann.address))).toEqual([false])
})

test('J22 C5 a seat for a tribute is a question of its own, whose yes stands on no other one, and which only the chain shows as answered', () => {
  const tribute = { token: cat.address, amount: 5n }
  const forTribute = (counter: bigint, given: typeof tribute) => {
    const question: SeatQuestion = { ...seatQuestion, tribute: given }
    const text = writeJoinQuestion(question, 'Into the valley.')
    const calls = [
      approvalCall(dao, joinDigestOf(chain.chainId, dao, question)),
      { ...tributeCall(question.outer, given), codeHash: `0x${'cc'.repeat(32)}` as const },
    ]
    const decision = decisionOf(ann, counter, 'Join', text, { calls })
    return {
      id: decisionIdOf(chain.chainId, dao, decision),
      entry: entryOf(ann, 'proposal.submit', { v: 1, draft: null, title: 'Join', content: text, decision }, { at: Number(counter) }),
    }
  }
  const [plain, some, more] = [asking(ann, 1n), forTribute(2n, tribute), forTribute(3n, { ...tribute, amount: 6n })]
  const choices = [plain, some, more].map(({ id }) => ({ decision: id, support: supports.for, votes: 0n }))
  const ballots = [ann, ben, cat].map((by) => {
    const sheet = { member: by.address, revision: 1n, choices }
    const signed = signTyped(by, daomeshDomain(chain.chainId, dao), 'BallotSheet', sheet)
    return entryOf(by, 'ballot.cast', { v: 1, sheet, signature: signed, reason: '' })
  })
  const registers = foldAll(reduce, [plain.entry, some.entry, more.entry, ...ballots])
  const rows = listProposals(registers, founded, { now: 500 })
  const joins = joinsAmong(place, rows)
  // All three sign one digest, and none of them stands for another.
  expect(new Set(joins.map(({ digest }) => digest)).size).toBe(1)
  expect(joins.map(({ rows: all }) => all.length)).toEqual([1, 1, 1])
  expect(shownAmong(place, rows)).toHaveLength(3)
  const signs = (id: string, state = founded) => {
    const row = listProposals(registers, state, { now: 500 }).find((one) => one.id === id)
    return row === undefined ? null : liveSignatureOf(place, registers, state, row)
  }
  expect(signs(plain.id)).not.toBeNull()
  expect(rows.find(({ id }) => id === some.id)?.enactable).toBe(true)
  expect(signs(some.id)).toBeNull()
  expect(signs(some.id, { ...founded, enacted: new Map([...founded.enacted, [some.id, signature('ee')]]) })).not.toBeNull()
})

test('J16 what DAOs are said to sign of a seat stands in the order it came, of each the newest, and of who has a seat, or had one, nothing', () => {
  const consent = (power: string, byte: string, depth: number, of = factory) =>
    entryOf(ann, 'member.consent', { v: 1, dao: of, power, shares: '300', signature: signature(byte) }, { depth })
  const many = Array.from({ length: 20 }, (_, i) => consent('3', (i + 16).toString(16), i + 2))
  const registers = foldAll(reduce, [openingOf(ann), consent('4', 'aa', 1), ...many, consent('3', 'bb', 9, ben.address)])
  const found = consentsOf(registers, genesisState(genesis))
  const gone = { ...genesisState(genesis), epochs: [{ index: 0, members: [seat(factory)], removed: new Set([factory]) }] }
  expect(consentsOf(registers, gone).map(({ dao: of }) => of)).toEqual([ben.address])
  expect(found.map(({ power }) => power)).toEqual(Array.from({ length: 16 }, () => '3'))
  expect(found.at(-1)).toMatchObject({ dao: factory, shares: '300', by: ann.address, signature: signature('23') })
})
