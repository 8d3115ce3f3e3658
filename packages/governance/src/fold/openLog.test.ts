import { daomeshDomain } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { signTyped } from '../fixtures/accounts.ts'
import { ann, ben, chain, dan, dao, deviceOf, draftA, entryOf, genesisView, linkOf, openingOf, recover } from '../fixtures/dao.ts'
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
