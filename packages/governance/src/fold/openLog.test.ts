import { daomeshDomain, supports } from '@daomesh/protocol'
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
  idOf,
  linkOf,
  openingOf,
  proposalBody,
  recover,
  sheetOf,
} from '../fixtures/dao.ts'
import { isHeldOutside } from '../selectors/keysOf.ts'
import { registersOf } from '../selectors/registers.ts'
import { keys } from './keys.ts'
import { daoReducer } from './daoReducer.ts'
import { lobbyReducer } from './lobbyReducer.ts'

const reduce = daoReducer({ chain, dao, recover })
const opened = (link = linkOf(ann), signer = ann, options = {}) =>
  entryOf(
    ann,
    'log.open',
    { v: 1, link, signature: signTyped(signer, daomeshDomain(chain.chainId), 'LinkDevice', link) },
    { seq: 0, ...options },
  )

test('J2: a log is opened by a device that its member linked', () => {
  const verdict = reduce(openingOf(ann), genesisView)
  expect(verdict).toMatchObject({ outcome: 'accepted', author: { member: ann.address, device: deviceOf(ann), stream: 'governance' } })
  expect(verdict.outcome === 'accepted' && verdict.writes[0]?.value).toMatchObject({ member: ann.address, device: deviceOf(ann) })
})

test('J2/D2: a link for another device, by another account, for another chain, or later in the log proves nothing', () => {
  const elsewhere = linkOf(ann)
  const foreign = { v: 1, link: elsewhere, signature: signTyped(ann, daomeshDomain(1n), 'LinkDevice', elsewhere) }
  const refused = [
    opened(linkOf(ben), ben),
    opened(linkOf(ann), ben),
    opened(linkOf(ann, 1), ann),
    entryOf(ann, 'log.open', foreign, { seq: 0 }),
    entryOf(
      ann,
      'log.open',
      { v: 1, link: elsewhere, signature: signTyped(ann, daomeshDomain(chain.chainId), 'LinkDevice', elsewhere) },
      { seq: 3 },
    ),
  ]
  for (const entry of refused) expect(reduce(entry, genesisView)).toEqual({ outcome: 'rejected', reason: 'ENTRY_LINK' })
})

test('J2/D9: a device to which no key can be sealed is nobody’s: it would keep everybody from sealing', () => {
  for (const exchangeKey of [`0x${'00'.repeat(32)}`, `0x01${'00'.repeat(31)}`, `0xed${'ff'.repeat(30)}7f`] as const)
    expect(reduce(opened({ ...linkOf(ann), exchangeKey }), genesisView)).toEqual({ outcome: 'rejected', reason: 'ENTRY_LINK' })
})

test('J2: who is not in the view opens nothing; without a roster everybody does', () => {
  expect(reduce(openingOf(dan), genesisView)).toEqual({ outcome: 'rejected', reason: 'ENTRY_AUTHOR' })
  expect(reduce(openingOf(dan), { ...genesisView, members: null }).outcome).toBe('accepted')
})

test('J2: a contract member is refused for now', () => {
  const strict = daoReducer({ chain, dao, recover, memberKindOf: () => 'contract' })
  expect(strict(openingOf(ann), genesisView)).toEqual({ outcome: 'rejected', reason: 'ENTRY_LINK' })
})

test('J3: streams are governance and one per draft; a lobby has no drafts', () => {
  const lobby = lobbyReducer({ chain, recover })
  expect(reduce(openingOf(ann, { stream: `draft:${draftA}` }), genesisView).outcome).toBe('accepted')
  for (const stream of ['', 'draft:', 'draft:xyz', 'Governance', `draft:${draftA}0`])
    expect(reduce(openingOf(ann, { stream }), genesisView)).toEqual({ outcome: 'rejected', reason: 'ENTRY_STREAM' })
  expect(lobby(openingOf(ann), genesisView).outcome).toBe('accepted')
  expect(lobby(openingOf(ann, { stream: `draft:${draftA}` }), genesisView)).toEqual({ outcome: 'rejected', reason: 'ENTRY_STREAM' })
})

test('J1: a log whose opening was not accepted has no author, and nothing in it counts', () => {
  const orphan = entryOf(ann, 'profile.set', { v: 1, name: 'Ann' }, { author: null })
  expect(reduce(orphan, genesisView)).toEqual({ outcome: 'rejected', reason: 'ENTRY_LINK' })
})

test('J1/D2: an entry by another device in somebody’s log is not that member’s', () => {
  const forged = entryOf(
    ann,
    'profile.set',
    { v: 1, name: 'Mallory' },
    { device: deviceOf(ben), author: { member: ann.address, device: deviceOf(ann), stream: 'governance' } },
  )
  expect(reduce(forged, genesisView)).toEqual({ outcome: 'rejected', reason: 'ENTRY_AUTHOR' })
})

test('J1/D5: an author who is not in the view of the entry does not count', () => {
  expect(reduce(entryOf(dan, 'profile.set', { v: 1, name: 'Dan' }), genesisView)).toEqual({ outcome: 'rejected', reason: 'ENTRY_AUTHOR' })
})

test('J12 D2 who is in through a DAO among the members opens a log, comments, proposes, invites and brings signed ballots, and does nothing else', () => {
  const view = { ...genesisView, through: new Map([[dan.address, dao]]) }
  const verdict = (kind: string, body: unknown, at: typeof genesisView = view) => {
    const judged = reduce(entryOf(dan, kind, body), at)
    return judged.outcome === 'rejected' ? judged.reason : judged.outcome
  }
  expect(reduce(openingOf(dan), view)).toMatchObject({ outcome: 'accepted', author: { member: dan.address } })
  expect(reduce(openingOf(dan, { stream: `draft:${draftA}` }), view)).toEqual({ outcome: 'rejected', reason: 'ENTRY_AUTHOR' })
  const comment = { v: 1, about: idOf(decisionOf(ann, 1n)), text: 'Not before spring.', replyTo: null }
  expect(verdict('comment.post', comment)).toBe('accepted')
  expect(verdict('comment.post', comment, genesisView)).toBe('ENTRY_AUTHOR')
  expect(verdict('profile.set', { v: 1, name: 'Dan' })).toBe('accepted')
  const ballot = ballotBody(ann, sheetOf(ann, 1n, [decisionOf(ann, 1n), supports.for]))
  expect(verdict('ballot.cast', ballot)).toBe('accepted')
  // Its own is no ballot of anybody who is counted.
  expect(verdict('ballot.cast', ballotBody(dan, sheetOf(dan, 1n, [decisionOf(ann, 1n), supports.for])))).toBe('ENTRY_BALLOT')
  // It proposes in a slot of its own alone, and decides nothing by that.
  expect(verdict('proposal.submit', proposalBody(decisionOf(dan, 1n)))).toBe('accepted')
  expect(verdict('proposal.submit', proposalBody(decisionOf(ann, 1n)))).toBe('ENTRY_DECISION')
  expect(verdict('proposal.submit', proposalBody(decisionOf(dan, 1n)), genesisView)).toBe('ENTRY_AUTHOR')
  expect(verdict('draft.open', { v: 1, draft: draftA, title: 'Mine' })).toBe('ENTRY_AUTHOR')
  expect(verdict('invite.open', { v: 1, invite: 'ab'.repeat(16), expires: 1 })).toBe('accepted')
})

test('S9 D5 a key that a device outside holds writes no more, though the view is the same: an inner member who left holds it', () => {
  const device = { member: dan.address, device: deviceOf(dan) }
  const registers = registersOf([{ key: keys.device(dan.address, device.device), value: device }])
  const through = { members: genesisView.members, through: new Map([[dan.address, dao]]) }
  const key = { sealedTo: new Set([deviceOf(ann), device.device]) }
  expect(isHeldOutside(registers, key, through)).toBe(false)
  expect(isHeldOutside(registers, key, genesisView)).toBe(true)
  expect(isHeldOutside(registers, { sealedTo: new Set([deviceOf(ann)]) }, genesisView)).toBe(false)
  expect(isHeldOutside(registers, key, { members: null })).toBe(false)
})
