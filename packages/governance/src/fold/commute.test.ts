import { type OpenEntry, supports } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ann,
  ballotBody,
  ben,
  cat,
  chain,
  dao,
  decisionOf,
  draftA,
  entryOf,
  hash32,
  openingOf,
  proposalBody,
  recover,
  sheetOf,
} from '../fixtures/dao.ts'
import { mergeAll } from '../fixtures/registers.ts'
import { daoReducer } from './daoReducer.ts'

const first = decisionOf(ann, 0n)
const second = decisionOf(ann, 0n, 'B', 'b')
const about = { v: 1, about: draftA, replyTo: null }
const ballot = (by: typeof ann, of: typeof ann, revision: bigint, depth: number, ...choices: Parameters<typeof sheetOf>[2][]): OpenEntry =>
  entryOf(by, 'ballot.cast', ballotBody(of, sheetOf(of, revision, ...choices), `reason ${depth}`), { depth })

/** Records that contend for the same registers: same drafts, same slot, same revisions, republished sheets, bad ones among them. */
const entries: readonly OpenEntry[] = [
  ...[ann, ben, cat].map((one) => openingOf(one)),
  entryOf(ann, 'proposal.submit', proposalBody(first)),
  entryOf(ann, 'proposal.submit', proposalBody(second, 'B', 'b'), { depth: 9 }),
  entryOf(ann, 'proposal.submit', proposalBody(first), { depth: 4, id: 'again' }),
  entryOf(ben, 'proposal.submit', proposalBody(first)),
  ballot(ben, ben, 1n, 3, [first, supports.for]),
  ballot(ben, ben, 1n, 4, [first, supports.against]),
  ballot(ben, ben, 2n, 5, [first, supports.abstain], [second, supports.for]),
  ballot(cat, ben, 2n, 6, [first, supports.abstain], [second, supports.for]),
  ballot(cat, cat, 1n, 6, [second, supports.for]),
  ballot(cat, cat, 1n, 7, [second, supports.for]),
  entryOf(ann, 'proposal.withdraw', { v: 1, decision: `0x${hash32('d')}` }),
  ...[ann, ben, cat].flatMap((one, i) => [
    entryOf(one, 'profile.set', { v: 1, name: `n${i}` }, { depth: 2 + (i % 2) }),
    entryOf(one, 'profile.set', { v: 1, name: `m${i}` }, { depth: 2 }),
    entryOf(one, 'draft.open', { v: 1, draft: draftA, title: `t${i}` }, { depth: 2 }),
    entryOf(one, 'draft.rename', { v: 1, draft: draftA, title: `r${i}` }, { depth: 4 }),
    entryOf(one, 'draft.discard', { v: 1, draft: draftA }, { depth: 3 + i }),
    entryOf(one, 'comment.post', { ...about, text: `hello ${i}` }),
    entryOf(
      one,
      'draft.update',
      { v: 1, draft: draftA, session: new Uint8Array(16).fill(i), update: Uint8Array.of(i) },
      { stream: `draft:${draftA}` },
    ),
    entryOf(one, 'file.share', {
      v: 1,
      file: hash32(`file ${i % 2}`),
      key: new Uint8Array(32),
      name: `plan ${i}.pdf`,
      type: '',
      size: i,
      about: draftA,
    }),
    entryOf(one, 'file.withdraw', { v: 1, file: hash32('file 0') }, { depth: 3 }),
    entryOf(one, 'token.list', { v: 1, token: ann.address, standard: i === 0 ? 'erc20' : 'erc721', item: null }, { depth: 4 + i }),
    entryOf(one, 'token.unlist', { v: 1, token: ann.address, item: null }, { depth: 4 }),
    entryOf(one, 'key.seal', { v: 1, keyId: hash32(`key ${i}`), boxes: [{ device: hash32('x'), box: Uint8Array.of(1) }], previous: null }),
  ]),
]

// Verdicts are pure, so each is made once and the property stays fast.
const reduce = daoReducer({ chain, dao, recover })
const verdicts = new Map(entries.map((entry) => [entry.id, reduce(entry, { view: entry.header.view, index: 0, members: null })]))
const stateOf = (order: readonly OpenEntry[]) => mergeAll((entry) => verdicts.get(entry.id) ?? { outcome: 'opaque' }, order)
const expected = [...stateOf(entries)].sort()

test('J7/D11: random orders and duplicates of the same records give the same registers', () => {
  expect(expected.length).toBeGreaterThan(30)
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...entries], { minLength: entries.length }),
      fc.array(fc.constantFrom(...entries), { maxLength: 20 }),
      (order, again) => {
        expect([...stateOf([...again.slice(0, 5), ...order, ...again])].sort()).toEqual(expected)
      },
    ),
    { numRuns: 200 },
  )
})

test('J7: verdicts do not depend on what was judged before', () => {
  for (const entry of entries.toReversed())
    expect(reduce(entry, { view: entry.header.view, index: 0, members: null })).toEqual(verdicts.get(entry.id))
})
