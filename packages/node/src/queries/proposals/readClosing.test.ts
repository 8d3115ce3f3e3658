import { budgetSlotOf, closingStatement, contentHashOf, genesisState, keys, pledgesRootOf, registersOf } from '@daomesh/governance'
import { paymentCall } from '@daomesh/chain'
import {
  address,
  budgetIdOf,
  type Call,
  type Cbor,
  type Decision,
  decisionId,
  type EntryId,
  projectIdOf,
  to0x,
  toRecord,
  zeroAddress,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { readClosing } from './readClosing.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const zero = to0x(new Uint8Array(32))
const [ann, ben, coin] = [at('a1'), at('b2'), at('c0')]
const rules = {
  mode: 0,
  quorumBps: 0,
  thresholdBps: 0,
  votingPeriod: 9,
  gracePeriod: 0,
  challengeWindow: 0,
  credits: 0,
  incomeBps: 0,
  refundCap: 0,
}
const state = genesisState({
  chainId: 1n,
  chainGenesis: zero,
  name: 'Mill',
  members: [ann, ben].map((account) => ({ account, kind: 0, power: 1n, shares: 1n })),
  rules,
  salt: zero,
})
const budget = { title: 'Autumn', token: coin, amount: 900n, allocation: 100n, closesAt: 0, salt: zero }
const id = budgetIdOf(budget)
const projects = ['Well', 'Roof']
  .map((name, i) => ({ budget: id, name, payee: at(`e${i}`), text: '' }))
  .toSorted((a, b) => (projectIdOf(a) < projectIdOf(b) ? -1 : 1))
const [first, second] = projects as [(typeof projects)[number], (typeof projects)[number]]
const digest = to0x(new Uint8Array(32).fill(7))
const decisionOf = (calls: readonly Call[], content: string): Decision => ({
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot: budgetSlotOf(id, 0),
  closesAt: 1,
  expiresAt: 2,
  executor: zeroAddress,
  afterDecision: zero,
  calls,
  contentHash: contentHashOf('Budget', content),
})
/** What the fold leaves of a budget that Ann divides 64 to 36, and of a closing with these calls. */
const look = (...calls: readonly Call[]) => {
  const ids = projects.map(projectIdOf)
  const root = pledgesRootOf([digest], ids)
  const content = `Pays.\n${closingStatement({ budget: id, part: 0, parts: 1, root })}\n`
  const made = { by: ann, entry: 'e' as EntryId, at: 0 }
  const decision = decisionOf(calls, content)
  const named = decisionId.parse(to0x(new Uint8Array(32).fill(1)))
  const sheet = {
    member: ann,
    budget: id,
    revision: 1n,
    pledges: [
      { project: projectIdOf(first), amount: 64n },
      { project: projectIdOf(second), amount: 36n },
    ],
  }
  const pledge = { sheet: toRecord(sheet) as Cbor, signature: '0x', digest, entry: 'e', at: 0 }
  const registers = registersOf([
    { key: keys.budget(id), value: { ...made, budget: toRecord(budget) as Cbor } },
    ...projects.map((project) => ({ key: keys.project(id, projectIdOf(project)), value: { ...made, depth: 1, project } })),
    { key: keys.pledge(id, ann), value: pledge },
    { key: keys.pledgeSheet(id, digest), value: pledge },
    { key: keys.proposal(named), value: { ...made, draft: null, title: 'Budget', content, decision: toRecord(decision) as Cbor } },
    { key: keys.closing(id, named, 'c'), value: { ...made, part: 0, decisions: [named], root, pledges: [digest], projects: ids } },
  ])
  return readClosing({ registers: () => registers, chainState: () => state }, { id: named, decision })
}
const pay = (to: typeof ann, amount: bigint, token = coin) => paymentCall({ to, amount, token: { address: token, codeHash: digest } })

test('M61 M361 C15: a closing that pays something else than its pledges come to is shown to differ, call by call', () => {
  const right = [pay(first.payee, 576n), pay(second.payee, 324n)] as const
  expect(look(...right)).toMatchObject({ verdict: 'matches', differences: [], counted: 1, missing: [] })
  const places = (...calls: readonly Call[]) => look(...calls)?.differences.map(({ place, payee, amount }) => [place, payee, amount])
  expect(places(pay(first.payee, 577n), right[1])).toEqual([[1, first.payee, '576']])
  expect(places(right[0], pay(ben, 324n))).toEqual([[2, second.payee, '324']])
  expect(places(right[0])).toEqual([[2, second.payee, '324']])
  expect(places(...right, pay(ben, 1n))).toEqual([[3, null, null]])
  expect(places(right[0], pay(second.payee, 324n, at('dd')))).toEqual([[2, second.payee, '324']])
  expect(places(right[0], { ...right[1], value: 1n })).toEqual([[2, second.payee, '324']])
  // The chain would find another code than this one, and pay nothing.
  expect(places(right[0], { ...right[1], codeHash: zero })).toEqual([[2, second.payee, '324']])
  expect(look()?.verdict).toBe('differs')
})
