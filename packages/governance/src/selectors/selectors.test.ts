import {
  type ChainFact,
  daomeshDomain,
  type Decision,
  type DeviceId,
  type Hex,
  type LogId,
  type OpenEntry,
  slotOf,
  supports,
  type ViewId,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { type ChainState, genesisState } from '../facts/chainState.ts'
import { applyFacts, foldFacts } from '../facts/foldFacts.ts'
import { signTyped } from '../fixtures/accounts.ts'
import {
  ann,
  ballotBody,
  ben,
  cat,
  chain,
  dan,
  dao,
  decisionOf,
  deviceOf,
  draftA,
  entryOf,
  genesis,
  genesisView,
  hash32,
  idOf,
  linkOf,
  openingOf,
  proposalBody,
  recover,
  rules,
  seat,
  sheetOf,
} from '../fixtures/dao.ts'
import { foldAll } from '../fixtures/registers.ts'
import { daoReducer } from '../fold/daoReducer.ts'
import { ballotsOf, latestSupport, standingYes, usableSupport } from './ballotsOf.ts'
import { commentsOf } from './commentsOf.ts'
import { draftsOf } from './draftsOf.ts'
import { enactingSheets } from './enactingSheets.ts'
import { keysOf } from './keysOf.ts'
import { memberOfDevice, membersOf } from './membersOf.ts'
import { listProposals, proposalState } from './proposalState.ts'
import { registersOf } from './registers.ts'
import { equivocationsOf, latestRevision, nextRevision } from './revisions.ts'
import { seenBy } from './seenBy.ts'
import { decisionsOfSlot, nextSlot } from './slots.ts'

const reduce = daoReducer({ chain, dao, recover })
const fold = (...entries: OpenEntry[]) => foldAll(reduce, entries)
const founded = foldFacts(genesis, [{ kind: 'founded', genesis }])
const then = (state: ChainState, ...facts: ChainFact[]) => applyFacts(state, facts)
const transaction: Hex = `0x${hash32('transaction')}`

const hosting = decisionOf(ann, 0n)
const party = decisionOf(ann, 1n, 'Party', 'Cake.')
const submitted = (decision: Decision, title = 'Pay the hosting', content = 'One year.') =>
  entryOf(ann, 'proposal.submit', proposalBody(decision, title, content), { at: 5 })
const cast = (of: typeof ann, revision: bigint, support: number, decision = hosting, reason = '') =>
  entryOf(of, 'ballot.cast', ballotBody(of, sheetOf(of, revision, [decision, support]), reason), { depth: Number(revision) + 2 })
const bothYes = [submitted(hosting), cast(ann, 1n, supports.for), cast(ben, 1n, supports.for)]
const stateAt = (registers: ReturnType<typeof fold>, state: ChainState, now = 500, decision = hosting) =>
  proposalState(registers, state, idOf(decision), { now })
const statusOf = (...parameters: Parameters<typeof stateAt>) => stateAt(...parameters)?.status

test('S1: a proposal is open, then decisive, then closed, then expired, at the boundaries of the contract', () => {
  const registers = fold(submitted(hosting), cast(ann, 1n, supports.for))
  expect([1000, 1001, 2000, 2001].map((now) => statusOf(registers, founded, now))).toEqual(['open', 'closed', 'closed', 'expired'])
  const decided = fold(...bothYes)
  expect([1000, 1001, 2000, 2001].map((now) => statusOf(decided, founded, now))).toEqual(['decisive', 'decisive', 'decisive', 'expired'])
  expect(stateAt(decided, founded)).toMatchObject({ enactable: true, obstacles: [] })
  expect(proposalState(fold(), founded, idOf(hosting), { now: 0 })).toBeUndefined()
})

test('S1: enacted by the chain, whatever the time', () => {
  const enacted = then(founded, { kind: 'enacted', decision: idOf(hosting), transaction })
  expect(statusOf(fold(...bothYes), enacted, 99_999)).toBe('enacted')
})

test('S1/D10: of two proposals under one slot the enacted one wins, the other is superseded', () => {
  const rival = decisionOf(ann, 0n, 'Party', 'Cake.')
  const registers = fold(...bothYes, submitted(rival, 'Party', 'Cake.'))
  expect([...decisionsOfSlot(registers, hosting.slot)].sort()).toEqual([idOf(hosting), idOf(rival)].sort())
  const enacted = then(founded, { kind: 'enacted', decision: idOf(rival), transaction })
  expect(stateAt(registers, enacted)).toMatchObject({
    status: 'superseded',
    reason: { key: 'proposal.slotSpent', params: { decision: idOf(rival) } },
    enactable: false,
  })
})

test('S1/G3: a change of rules ends the proposals counted by the old ones', () => {
  const changed = then(founded, { kind: 'rulesChanged', rulesEpoch: 1, rules })
  expect(stateAt(fold(...bothYes), changed)).toMatchObject({ status: 'superseded', reason: { key: 'proposal.rulesChanged' } })
})

test('S1: only its proposer withdraws a proposal, and that takes back no Yes', () => {
  const withdraw = (by: typeof ann) => entryOf(by, 'proposal.withdraw', { v: 1, decision: idOf(hosting) })
  expect(statusOf(fold(submitted(hosting), withdraw(ben)), founded)).toBe('open')
  expect(stateAt(fold(submitted(hosting), withdraw(ann)), founded)).toMatchObject({ status: 'withdrawn', reason: null })
  expect(stateAt(fold(...bothYes, withdraw(ann)), founded)).toMatchObject({
    status: 'withdrawn',
    reason: { key: 'proposal.withdrawnButDecisive' },
    enactable: true,
  })
})

test('S1: what stands in the way beside ballots is named', () => {
  const before = decisionOf(ann, 2n, 'T', 'c', { afterDecision: idOf(party), executor: ben.address, rosterEpoch: 1, rulesEpoch: 1 })
  const registers = fold(submitted(before, 'T', 'c'))
  expect(stateAt(registers, genesisState(genesis), 1, before)?.obstacles.map((one) => one.key)).toEqual([
    'obstacle.notFounded',
    'obstacle.rulesUnknown',
    'obstacle.rosterUnknown',
    'obstacle.after',
    'obstacle.executor',
  ])
})

test('S1/G12: with epoch times a roster too young is an obstacle and one too old an end', () => {
  const cites = decisionOf(ann, 2n, 'T', 'c', { rosterEpoch: 1, expiresAt: 2_000_000 })
  const changed = then(founded, { kind: 'rosterChanged', epoch: 1, members: genesis.members })
  const again = then(changed, { kind: 'rosterChanged', epoch: 2, members: genesis.members })
  const registers = fold(submitted(cites, 'T', 'c'))
  const epochTimes = (epoch: number) => epoch * 1000
  expect(proposalState(registers, changed, idOf(cites), { now: 1000, epochTimes })?.obstacles[0]?.key).toBe('obstacle.rosterTooYoung')
  expect(proposalState(registers, changed, idOf(cites), { now: 1001, epochTimes })?.obstacles).toEqual([])
  expect(proposalState(registers, again, idOf(cites), { now: 2000 + rules.votingPeriod, epochTimes })).toMatchObject({
    status: 'expired',
    reason: { key: 'proposal.rosterTooOld' },
  })
})

test('S1: proposals are listed newest first', () => {
  const later = { ...submitted(party, 'Party', 'Cake.') }
  const registers = fold(submitted(hosting), { ...later, header: { ...later.header, at: 9 } })
  expect(listProposals(registers, founded, { now: 0 }).map((row) => row.id)).toEqual([idOf(party), idOf(hosting)])
})

test('S2/R4: the higher revision counts, in whatever order they come', () => {
  const entries = [submitted(hosting), cast(ann, 2n, supports.against, hosting, 'too dear'), cast(ann, 1n, supports.abstain)]
  for (const order of [entries, entries.toReversed()]) {
    const [ballot] = ballotsOf(fold(...order), founded, idOf(hosting))
    expect(ballot).toMatchObject({
      member: ann.address,
      support: supports.against,
      revision: 2n,
      reason: 'too dear',
      ignored: null,
      equivocated: false,
    })
  }
})

test('S2/R4/G7: of equal revisions the larger digest counts and both stay as proof', () => {
  const entries = [cast(ann, 1n, supports.for), cast(ann, 1n, supports.against)]
  const registers = fold(submitted(hosting), ...entries)
  expect(foldAll(reduce, entries.toReversed()).get(`ballot/${idOf(hosting)}/${ann.address}`)).toEqual(
    registers.get(`ballot/${idOf(hosting)}/${ann.address}`),
  )
  const [proof] = equivocationsOf(registers, ann.address)
  expect(proof).toMatchObject({ revision: 1n })
  expect(proof?.digests).toHaveLength(2)
  const [ballot] = ballotsOf(registers, founded, idOf(hosting))
  expect(ballot).toMatchObject({ equivocated: true, digest: [...(proof?.digests ?? [])].sort().at(-1) })
  expect(equivocationsOf(registers, ben.address)).toEqual([])
})

test('S3/R4/G13: a signed Yes stays usable after a change of mind, until it is revoked on chain', () => {
  const registers = fold(...bothYes, cast(ben, 2n, supports.against))
  const ballots = ballotsOf(registers, founded, idOf(hosting))
  expect(latestSupport(ballots).get(ben.address)).toBe(supports.against)
  expect(usableSupport(ballots).get(ben.address)).toBe(supports.for)
  expect(standingYes(ballots)).toEqual([ben.address])
  expect(stateAt(registers, founded)).toMatchObject({ status: 'decisive', tally: { decisive: false }, enactment: { decisive: true } })

  const revoked = then(founded, { kind: 'revoked', member: ben.address, minRevision: 2n })
  expect(standingYes(ballotsOf(registers, revoked, idOf(hosting)))).toEqual([])
  expect(statusOf(registers, revoked)).toBe('open')
  const all = then(founded, { kind: 'revoked', member: ben.address, minRevision: 3n })
  expect(ballotsOf(registers, all, idOf(hosting)).find((ballot) => ballot.member === ben.address)).toMatchObject({
    usable: null,
    ignored: { key: 'ballot.revoked' },
  })
})

test('S2/G6: ballots of who left, and sheets with quadratic votes, are shown and not counted', () => {
  const left = then(founded, { kind: 'ragequit', member: ben.address, shares: 100n, full: true })
  const registers = fold(...bothYes)
  expect(ballotsOf(registers, left, idOf(hosting)).find((ballot) => ballot.member === ben.address)?.ignored?.key).toBe('ballot.notSeated')
  const sheet = sheetOf(cat, 1n, [hosting, supports.for])
  const votes = { ...sheet, choices: sheet.choices.map((choice) => ({ ...choice, votes: 2n })) }
  const quadratic = fold(submitted(hosting), entryOf(cat, 'ballot.cast', ballotBody(cat, votes)))
  expect(ballotsOf(quadratic, founded, idOf(hosting))[0]).toMatchObject({ usable: null, ignored: { key: 'ballot.votes' } })
})

test('S4: the sheets of an enactment are one per member and signed, a weekly sheet before a newer single one', () => {
  const weekly = (of: typeof ann) =>
    entryOf(of, 'ballot.cast', ballotBody(of, sheetOf(of, 1n, [hosting, supports.for], [party, supports.for])))
  const registers = fold(submitted(hosting), submitted(party, 'Party', 'Cake.'), weekly(ann), weekly(ben), cast(ann, 2n, supports.for))
  const plan = enactingSheets(registers, founded, [idOf(hosting), idOf(party)])
  expect(plan.decisions).toEqual([idOf(hosting), idOf(party)])
  expect(plan.sheets.map((sheet) => [sheet.member, sheet.revision])).toEqual([
    [ann.address, 1n],
    [ben.address, 1n],
  ])
  for (const { signature, ...sheet } of plan.sheets)
    expect(signature).toBe(
      signTyped(
        [ann, ben].find((one) => one.address === sheet.member)!,
        daomeshDomain(chain.chainId, dao),
        'BallotSheet',
        sheet,
      ),
    )
})

test('S4: sheets that are not For go along only where the quorum needs them', () => {
  const entries = [...bothYes, cast(cat, 1n, supports.against)]
  expect(enactingSheets(fold(...entries), founded, [idOf(hosting)]).sheets.map((one) => one.member)).toEqual([ann.address, ben.address])
  const all = foldFacts({ ...genesis, rules: { ...rules, quorumBps: 10_000 } }, [{ kind: 'founded', genesis }])
  expect(enactingSheets(fold(...entries), all, [idOf(hosting)])).toMatchObject({ decisions: [idOf(hosting)], sheets: [{}, {}, {}] })
})

test('S4: decisions signed on different sheets go in two transactions, the first asked one first', () => {
  const registers = fold(
    ...bothYes,
    submitted(party, 'Party', 'Cake.'),
    cast(ann, 2n, supports.for, party),
    cast(ben, 2n, supports.for, party),
  )
  const ids = [idOf(hosting), idOf(party)]
  expect(enactingSheets(registers, founded, ids).decisions).toEqual([idOf(hosting)])
  expect(enactingSheets(registers, founded, ids.toReversed()).decisions).toEqual([idOf(party)])
  expect(enactingSheets(fold(submitted(hosting)), founded, ids)).toEqual({ sheets: [], decisions: [] })
})

test('S5: slots count up per proposer; revisions go above all known and not below the revoked', () => {
  expect(nextSlot(fold(), ann.address)).toBe(slotOf(ann.address, 0n))
  const far = decisionOf(ann, 12n, 'T', 'c')
  const registers = fold(...bothYes, submitted(far, 'T', 'c'), cast(ann, 10n, supports.for), cast(ann, 9n, supports.for))
  expect(nextSlot(registers, ann.address)).toBe(slotOf(ann.address, 13n))
  expect(nextSlot(registers, ben.address)).toBe(slotOf(ben.address, 0n))
  expect([latestRevision(registers, ann.address), latestRevision(registers, dan.address)]).toEqual([10n, 0n])
  expect(nextRevision(registers, ann.address, founded)).toBe(11n)
  expect(nextRevision(registers, ann.address, then(founded, { kind: 'revoked', member: ann.address, minRevision: 40n }))).toBe(40n)
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
  const left = then(
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

test('S8: drafts carry their latest title, editors and proposals; a rename after a discard brings one back', () => {
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
    { draft: draftA, title: 'New', by: ben.address, editors: [cat.address], proposals: [idOf(hosting)], discardedBy: null },
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

test('S1/G6: who joined after the cited roster cannot decide, and enlarges what For must exceed', () => {
  const grown = then(founded, {
    kind: 'rosterChanged',
    epoch: 1,
    members: [...genesis.members, seat(dan.address)].sort((a, b) => (a.account < b.account ? -1 : 1)),
  })
  expect(stateAt(fold(...bothYes), grown)).toMatchObject({ status: 'open', enactment: { for: 2n, total: 4n, decisive: false } })
})
