import { bodies, daomeshDomain, type Kind, supports } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signTyped } from '../fixtures/accounts.ts'
import {
  ann,
  ballotBody,
  ben,
  chain,
  dan,
  dao,
  decisionOf,
  deviceOf,
  draftA,
  entryOf,
  genesisView,
  hash32,
  idOf,
  isBody,
  linkOf,
  proposalBody,
  recover,
  sheetOf,
} from '../fixtures/dao.ts'
import { daoReducer } from './daoReducer.ts'
import { keys } from './keys.ts'

const reduce = daoReducer({ chain, dao, recover })
const judged = (kind: string, body: unknown, options = {}) => reduce(entryOf(ann, kind, body, options), genesisView)
const rejected = (reason: string) => ({ outcome: 'rejected', reason })
const keysOf = (verdict: ReturnType<typeof reduce>) => (verdict.outcome === 'accepted' ? verdict.writes.map((one) => one.key) : [])

test('J1/D13: unknown kinds and newer bodies are kept opaque', () => {
  expect(judged('poll.open', { v: 1 })).toEqual({ outcome: 'opaque' })
  expect(judged('profile.set', { v: 2, name: 'x', colour: 'red' })).toEqual({ outcome: 'opaque' })
  expect(judged('poll.open', { v: 1 }, { author: null })).toEqual({ outcome: 'opaque' })
})

test('J1/D9: whatever stands in a body, the fold answers and never throws', () => {
  // Kinds whose body says nothing but its version are left out: a bare `{ v: 1 }` is all of them.
  const kinds = Object.keys(bodies).filter((kind) => !isBody(kind as Kind, { v: 1 }))
  for (const kind of kinds)
    for (const body of [null, 7, [], {}, { v: 1 }, { v: 1, name: { toString: 1 } }, 'text', new Uint8Array(3), { v: '1', name: 'x' }])
      expect(judged(kind, body)).toEqual(rejected('ENTRY_BODY'))
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(bodies)), fc.anything(), (kind, body) => {
      expect(['accepted', 'rejected', 'opaque']).toContain(reduce({ ...entryOf(ann, kind, {}), body }, genesisView).outcome)
    }),
    { numRuns: 300 },
  )
})

test('J3: draft updates live in their own draft’s stream, everything else in governance', () => {
  const update = { v: 1, draft: draftA, session: new Uint8Array(16).fill(1), update: Uint8Array.of(1, 2) }
  expect(judged('draft.update', update, { stream: `draft:${draftA}` }).outcome).toBe('accepted')
  expect(judged('draft.update', update, { stream: `draft:${'b'.repeat(32)}` })).toEqual(rejected('ENTRY_STREAM'))
  expect(judged('draft.update', update)).toEqual(rejected('ENTRY_STREAM'))
  expect(judged('profile.set', { v: 1, name: 'Ann' }, { stream: `draft:${draftA}` })).toEqual(rejected('ENTRY_STREAM'))
  expect(judged('lobby.cosign', { v: 1, genesisHash: `0x${hash32('g')}`, signature: `0x${'11'.repeat(65)}` })).toEqual(
    rejected('ENTRY_STREAM'),
  )
})

test('J4: a proposal must use its author’s slot and carry the hash of its own text', () => {
  const decision = decisionOf(ann, 0n)
  expect(keysOf(judged('proposal.submit', proposalBody(decision)))).toEqual([
    keys.proposal(idOf(decision)),
    keys.slot(ann.address, 0n, idOf(decision)),
  ])
  expect(judged('proposal.submit', proposalBody(decisionOf(ben, 0n)))).toEqual(rejected('ENTRY_DECISION'))
  expect(judged('proposal.submit', proposalBody(decision, 'Another title'))).toEqual(rejected('ENTRY_DECISION'))
  expect(judged('proposal.submit', proposalBody(decision, 'Pay the hosting', 'Two years.'))).toEqual(rejected('ENTRY_DECISION'))
})

test('J4: a second proposal under a used slot is accepted; the chain lets one of them through', () => {
  const verdict = judged('proposal.submit', proposalBody(decisionOf(ann, 0n, 'B', 'b'), 'B', 'b'))
  expect(verdict.outcome).toBe('accepted')
})

test('J5/C2: a ballot counts by its member’s signature over this DAO on this chain, whoever publishes it', () => {
  const sheet = sheetOf(ben, 1n, [decisionOf(ann, 0n), supports.for])
  expect(judged('ballot.cast', ballotBody(ben, sheet)).outcome).toBe('accepted')
  const wrong = [
    { ...ballotBody(ann, sheet) },
    { ...ballotBody(ben, sheet), sheet: { ...sheet, revision: 2n } },
    { ...ballotBody(ben, sheet), signature: signTyped(ben, daomeshDomain(chain.chainId), 'BallotSheet', sheet) },
    { ...ballotBody(ben, sheet), signature: signTyped(ben, daomeshDomain(1n, dao), 'BallotSheet', sheet) },
    { ...ballotBody(ben, sheet), signature: `0x${'00'.repeat(65)}` },
    { ...ballotBody(ben, sheet), signature: `${ballotBody(ben, sheet).signature}00` },
  ]
  for (const body of wrong) expect(judged('ballot.cast', body)).toEqual(rejected('ENTRY_BALLOT'))
})

test('J5/C4: a stranger’s sheet and a sheet that answers twice are refused whole, a contract’s sheet is kept as a claim', () => {
  const decision = decisionOf(ann, 0n)
  expect(judged('ballot.cast', ballotBody(dan, sheetOf(dan, 1n, [decision, supports.for])))).toEqual(rejected('ENTRY_BALLOT'))
  expect(judged('ballot.cast', ballotBody(ann, sheetOf(ann, 1n, [decision, supports.for], [decision, supports.against])))).toEqual(
    rejected('ENTRY_BALLOT'),
  )
  const strict = daoReducer({ chain, dao, recover, memberKindOf: () => 'contract' })
  const body = ballotBody(ben, sheetOf(ben, 1n, [decision, supports.for]))
  const kept = strict(entryOf(ann, 'ballot.cast', body), genesisView)
  expect(kept).toMatchObject({ outcome: 'accepted', writes: [{ value: { member: ben.address, signature: body.signature } }] })
  expect(kept.outcome === 'accepted' && kept.writes.map(({ key }) => key.split('/')[0])).toEqual(['claim'])
})

test('J5: a republished sheet keeps its vote and loses its reason', () => {
  const body = ballotBody(ben, sheetOf(ben, 1n, [decisionOf(ann, 0n), supports.for]), 'put into his mouth')
  const verdict = judged('ballot.cast', body)
  const ballot = verdict.outcome === 'accepted' ? verdict.writes.find((one) => one.key.startsWith('ballot/')) : undefined
  expect(ballot?.value).toMatchObject({ member: ben.address, support: supports.for, reason: '' })
})

test('J6: a device is unlinked by its own member’s account only', () => {
  const unlink = { member: ben.address, device: linkOf(ben).device, nonce: `0x${hash32('n')}` as const }
  const body = (signer: typeof ann) => ({
    v: 1,
    unlink,
    signature: signTyped(signer, daomeshDomain(chain.chainId), 'UnlinkDevice', unlink),
  })
  expect(keysOf(judged('device.unlink', body(ben)))).toEqual([keys.unlinked(ben.address, deviceOf(ben))])
  expect(judged('device.unlink', body(ann))).toEqual(rejected('ENTRY_LINK'))
})
