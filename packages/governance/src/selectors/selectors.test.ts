import { daomeshDomain, type DeviceId, type Hex, type LogId, supports, type ViewId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { signTyped } from '../fixtures/accounts.ts'
import {
  ann,
  ben,
  cat,
  chain,
  dan,
  deviceOf,
  draftA,
  entryOf,
  genesisView,
  hash32,
  idOf,
  linkOf,
  openingOf,
  proposalBody,
} from '../fixtures/dao.ts'
import { commentsOf } from './commentsOf.ts'
import { draftsOf } from './draftsOf.ts'
import { keysOf } from './keysOf.ts'
import { memberOfDevice, membersOf } from './membersOf.ts'
import { registersOf } from './registers.ts'
import { latestRevision, nextRevision } from './revisions.ts'
import { seenBy } from './seenBy.ts'
import { fold, founded, later, hosting, cast, bothYes } from '../fixtures/voting.ts'

test('S5: revisions go above all known and not below the revoked', () => {
  const registers = fold(...bothYes, cast(ann, 10n, supports.for), cast(ann, 9n, supports.for))
  expect([latestRevision(registers, ann.address), latestRevision(registers, dan.address)]).toEqual([10n, 0n])
  expect(nextRevision(registers, ann.address, founded)).toBe(11n)
  expect(nextRevision(registers, ann.address, later(founded, { kind: 'revoked', member: ann.address, minRevision: 40n }))).toBe(40n)
})

test('S6: members with names, devices, power and shares as they are now', () => {
  const unlink = { member: ben.address, device: linkOf(ben).device, nonce: `0x${hash32('n')}` as Hex }
  const signature = signTyped(ben, daomeshDomain(chain.chainId), 'UnlinkDevice', unlink)
  const registers = fold(
    openingOf(ann),
    openingOf(ben),
    entryOf(ann, 'profile.set', { v: 1, name: 'Ann' }),
    entryOf(ben, 'device.unlink', { v: 1, unlink, signature }),
  )
  const left = later(
    founded,
    { kind: 'ragequit', member: cat.address, shares: 100n, full: true },
    { kind: 'ragequit', member: ann.address, shares: 1n, full: false },
  )
  expect(membersOf(registers, left)).toEqual([
    {
      account: ann.address,
      name: 'Ann',
      kind: 'key',
      power: 1n,
      shares: 99n,
      devices: [{ device: deviceOf(ann), exchangeKey: linkOf(ann).exchangeKey, notAfter: 2_000_000_000n }],
    },
    { account: ben.address, name: null, kind: 'key', power: 1n, shares: 100n, devices: [] },
  ])
  expect(memberOfDevice(registers, deviceOf(ann))).toBe(ann.address)
  expect(memberOfDevice(registers, deviceOf(ben))).toBeNull()
  expect(memberOfDevice(registers, '00' as DeviceId)).toBeNull()
})

test('S7: comments stand in causal order, whatever their clocks say', () => {
  const comment = (text: string, depth: number, at: number) =>
    entryOf(ann, 'comment.post', { v: 1, about: draftA, replyTo: null, text }, { depth, at })
  const registers = fold(comment('third', 7, 1), comment('first', 3, 9), comment('second', 5, 5))
  expect(commentsOf(registers, draftA).map((one) => one.text)).toEqual(['first', 'second', 'third'])
  expect(commentsOf(registers, idOf(hosting))).toEqual([])
})

test('S8: drafts carry their latest title and proposals; a rename after a discard brings one back', () => {
  const draft = (kind: string, depth: number, more = {}) => entryOf(ben, kind, { v: 1, draft: draftA, ...more }, { depth })
  const update = entryOf(
    cat,
    'draft.update',
    { v: 1, draft: draftA, session: new Uint8Array(16).fill(1), update: Uint8Array.of(1) },
    { stream: `draft:${draftA}` },
  )
  const frozen = entryOf(ann, 'proposal.submit', { ...proposalBody(hosting), draft: draftA })
  const base = [draft('draft.open', 2, { title: 'Old' }), draft('draft.rename', 3, { title: 'New' }), update, frozen]
  expect(draftsOf(fold(...base))).toMatchObject([
    { draft: draftA, title: 'New', by: ben.address, proposals: [idOf(hosting)], discardedBy: null },
  ])
  const discarded = [...base, draft('draft.discard', 4)]
  expect(draftsOf(fold(...discarded))[0]?.discardedBy).toBe(ben.address)
  expect(draftsOf(fold(...discarded, draft('draft.rename', 5, { title: 'Back' })))[0]).toMatchObject({ title: 'Back', discardedBy: null })
})

test('S9: keys stand in one order: the later view, then the deeper seal, then the lowest id; sealing again changes nothing', () => {
  const seal = (id: string, depth: number, view = genesisView, device = deviceOf(ben)) =>
    entryOf(
      ann,
      'key.seal',
      { v: 1, keyId: id.repeat(64), boxes: [{ device, box: Uint8Array.of(1) }], previous: null },
      { depth, view, seq: depth },
    )
  const later = { ...genesisView, view: hash32('later view') as ViewId, index: 1 }
  const views = [genesisView, later]
  const orderOf = (...seals: ReturnType<typeof seal>[]) =>
    keysOf(fold(...seals), (view) => views.find((one) => one.view === view)?.index).map(({ id, index }) => `${id[0]}${index}`)
  expect(orderOf(seal('c', 3), seal('a', 3), seal('b', 4))).toEqual(['b0', 'a0', 'c0'])
  expect(orderOf(seal('c', 3), seal('a', 3), seal('b', 4), seal('c', 9))).toEqual(['b0', 'a0', 'c0'])
  // A key of an older view that is sealed again in a newer one stays behind: whoever was removed has it.
  expect(orderOf(seal('a', 3), seal('d', 5, later), seal('a', 9, later))).toEqual(['d1', 'a0'])
  expect(orderOf(seal('a', 9, later), seal('a', 3), seal('d', 5, later))).toEqual(['d1', 'a0'])
  expect(orderOf(seal('e', 3, { ...later, view: hash32('unknown view') as ViewId }))).toEqual([])
  const [row] = keysOf(fold(seal('a', 3), seal('a', 4, genesisView, deviceOf(cat))), () => 0)
  expect([row?.seals.length, row?.sealedTo]).toEqual([2, new Set([deviceOf(ben), deviceOf(cat)])])
})

test('S10/N3: seen by whom, as their frontiers say', () => {
  const log = hash32('log') as LogId
  const frontier = (of: typeof ann, n: number, seq: number) => ({
    member: of.address,
    device: deviceOf(of, n),
    heads: new Map([[log, seq]]),
  })
  const frontiers = [
    frontier(ann, 0, 5),
    frontier(ben, 0, 2),
    frontier(ben, 1, 3),
    { member: cat.address, device: deviceOf(cat), heads: new Map() },
  ]
  expect(seenBy(frontiers, { log, seq: 3 })).toEqual([ann.address, ben.address].sort())
  expect(seenBy(frontiers, { log, seq: 6 })).toEqual([])
})

test('S0: registers list a prefix in order and nothing else', () => {
  const registers = registersOf(['b/2', 'a/1', 'b/10', 'c', 'b/', 'b0'].map((key) => ({ key, value: key })))
  expect(registers.entries('b/').map((one) => one.key)).toEqual(['b/', 'b/10', 'b/2'])
  expect(registers.entries('d')).toEqual([])
  expect(registers.entries('')).toHaveLength(6)
  expect([registers.get('c'), registers.get('x')]).toEqual(['c', undefined])
})
