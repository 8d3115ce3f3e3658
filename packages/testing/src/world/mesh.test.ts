import { devnetAccounts } from '@daomesh/chain/devnet'
import { buildSumTree, escrowGroups, leafKeyOf } from '@daomesh/governance'
import { memoryDisk } from '@daomesh/log/memory'
import { nativeVerifier } from '@daomesh/log/native'
import { createMemoryHub } from '@daomesh/network/memory'
import { type Agreement, encode, type SumLeaf, type Terms, termsHashOf, toBase64Url, toRecord } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EscrowScene, openEscrowScene } from './escrowScene.ts'
import { systemRandom, until } from './realTime.ts'
import { type Member, startMember } from './startMember.ts'

let scene: EscrowScene
let member: Member
const hub = createMemoryHub({ clock: systemClock, random: systemRandom })
const parts = { hub, clock: systemClock, random: systemRandom, verifier: nativeVerifier() }
const disk = memoryDisk()
const own = () => {
  const [account] = devnetAccounts(1)
  if (account === undefined) throw new Error('there is an account')
  return account
}
const start = (): Promise<Member> => startMember({ name: 'watcher', account: own(), client: scene.client, disk, ...parts })
beforeAll(async () => {
  scene = await openEscrowScene()
  member = await start()
}, 120_000)
afterAll(async () => {
  await member.node.close()
  await scene.close()
})

const everything = { token: null, state: null, tag: null, minLevel: null, since: null }
const terms: Terms = { v: 1, title: 'Fence', brief: 'Oak.', tags: ['wood'], files: [] }
const part: Terms = { ...terms, title: 'Posts', tags: ['wood', 'hands'] }

/** Person 0 pays 1, who splits it between 2 and 3. */
const fund = async () => {
  const agreement = await scene.agreementFor(0, 1, 1_000n, { termsHash: termsHashOf(terms) })
  const id = scene.idOf(agreement)
  const subs = await Promise.all([2, 3].map((payee) => scene.agreementFor(1, payee, 300n, { parent: id, termsHash: termsHashOf(part) })))
  const tree = buildSumTree(subs.map((sub): SumLeaf => ({ payee: sub.hunter, amount: sub.amount, agreement: scene.idOf(sub) })))
  await scene.send(0, { kind: 'fund', agreement, hunterSignature: await scene.signAgreement(1, agreement) })
  const splits = [{ from: 0, number: 1, root: tree.root, sum: tree.sum, signature: '0x' as const }]
  await scene.send(1, { kind: 'split', agreement, path: [], splits })
  return { agreement, id, subs, tree }
}
const settle = async ({ agreement, id, tree }: Awaited<ReturnType<typeof fund>>) => {
  await scene.send(0, { kind: 'accept', agreement, signature: '0x' })
  const levels = [{ from: 0, split: 1, block: 0, leaves: 3n, signature: '0x' as const }]
  await scene.send(1, { kind: 'acceptLeaves', agreement, path: [], levels })
  const keys = [leafKeyOf(id, 1, 0), leafKeyOf(id, 1, 1)]
  await scene.send(7, { kind: 'payout', agreement, groups: escrowGroups(id, [{ node: id, split: 1, tree, signature: '0x' }], keys).groups })
}
const bundleOf = ({ agreement, id, subs }: Awaited<ReturnType<typeof fund>>): string => {
  const leaves = subs.map((sub: Agreement) => ({ agreement: toRecord(sub), terms: part, planned: null }))
  return toBase64Url(encode({ v: 1, agreement: toRecord(agreement), terms, splits: [{ node: id, split: 1, leaves, signature: '0x' }] }))
}

test('M18 M110 M111 M112: levels, records, ties and prices come from the escrow’s facts, of strangers too, and say more where terms are here', async () => {
  const { api } = member
  const [root, lead, ann, bob] = [scene.person(0), scene.person(1), scene.person(2), scene.person(3)]
  expect((await api.market.status()).levels).toBe(false)
  expect(await api.mesh.map(everything)).toMatchObject({ accounts: [], ties: [] })
  expect((await api.market.status()).levels).toBe(true)

  const one = await fund()
  await until('the tie is there', async () => (await api.mesh.map(everything)).ties.length === 1)
  const open = await api.mesh.map(everything)
  // What it is split into the chain says only when it is paid; that it is split, at once.
  expect(open.accounts.map(({ account, row, level }) => [account, row, level]).toSorted()).toEqual(
    [
      [lead, 1, null],
      [root, 2, null],
    ].toSorted(),
  )
  await api.bounties.keep({ requestId: 'mesh-keep-1', bundle: bundleOf(one) })
  const shown = await api.mesh.map({ ...everything, tag: 'hands' })
  expect(shown.ties.map(({ payer, payee, amount, open: running }) => [payer, payee, amount, running]).toSorted()).toEqual(
    [
      [lead, ann, '300', 1],
      [lead, bob, '300', 1],
    ].toSorted(),
  )

  await settle(one)
  // Another pyramid, of which nothing but facts of the chain is here.
  await settle(await fund())
  await until('both are settled', async () => (await api.mesh.map({ ...everything, state: 'settled' })).ties[0]?.settled === 2)
  const map = await api.mesh.map(everything)
  expect(Object.fromEntries(map.accounts.map(({ account, level }) => [account, level]))).toEqual({
    [root]: 2,
    [lead]: 1,
    [ann]: 0,
    [bob]: 0,
  })
  expect(map.ties.find(({ payee }) => payee === lead)).toMatchObject({ payer: root, settled: 2, amount: '2000', paid: '2000', kept: '800' })
  expect(map.tags).toEqual([
    // The other bounty commits to the same words.
    { tag: 'wood', engagements: 4 },
    { tag: 'hands', engagements: 2 },
  ])
  const account = await api.mesh.account({ account: scene.person(1) })
  expect(account).toMatchObject({ level: 1, kind: 'account', record: { hunted: 2, whole: 2, issued: 4, disputed: 0 } })
  expect(account.record?.earned).toMatchObject([{ amount: '2000', symbol: 'ETH' }])
  const { rows, total } = await api.mesh.engagements({ payer: scene.person(1), payee: scene.person(2), either: null, limit: 10 })
  expect([total, rows.map(({ title }) => title).toSorted()]).toEqual([2, ['Posts', null]])

  const protection = await api.mesh.protection({ token: null, tag: null })
  expect(protection.prices.map(({ tag, count, median }) => [tag, count, median])).toEqual([
    ['hands', 2, '300'],
    ['wood', 2, '300'],
  ])
  expect(protection.concentration).toMatchObject({ index: 10_000, band: 'high', payers: 1, total: '1200' })
  expect(protection.passed).toEqual([{ height: 1, count: 2, came: '2000', kept: '800', passed: '1200', share: 6_000 }])
}, 120_000)

test('M110 G9: money that comes back to who paid it takes the levels of all between, and the mesh says why', async () => {
  const { api } = member
  const back = await scene.agreementFor(2, 0, 5n)
  await scene.send(2, { kind: 'fund', agreement: back, hunterSignature: await scene.signAgreement(0, back) })
  await scene.send(2, { kind: 'accept', agreement: back, signature: '0x' })
  await until('it is seen', async () => (await api.mesh.map(everything)).ties.some(({ washed }) => washed))
  const map = await api.mesh.map(everything)
  const levelOf = (i: number) => map.accounts.find(({ account }) => account === scene.person(i))?.level
  expect([0, 1, 2, 3].map(levelOf)).toEqual([null, 1, null, 0])
  expect((await api.mesh.account({ account: scene.person(2) })).record).toBeNull()
}, 120_000)

test('M295 a mesh that is read while the chain is away says so, and when it was last read, instead of that there is nothing', async () => {
  const { api } = member
  const before = await api.mesh.map(everything)
  expect([before.seen.away, Number(before.seen.at) > 0]).toEqual([false, true])
  await api.network.setOnline({ online: true, chain: false })
  const away = await api.mesh.map(everything)
  expect(away.seen).toEqual({ at: expect.any(Number), away: true })
  expect(Number(away.seen.at)).toBeGreaterThanOrEqual(Number(before.seen.at))
  expect(away.accounts).toEqual(before.accounts)
  expect((await api.mesh.protection({ token: null, tag: null })).seen.away).toBe(true)
  await api.network.setOnline({ online: true, chain: true })
  const again = await until('it is read again', async () => {
    const map = await api.mesh.map(everything)
    return map.seen.away ? null : map
  })
  expect(Number(again.seen.at)).toBeGreaterThanOrEqual(Number(away.seen.at))
})

test('M372 after a start without the chain the mesh is what was read before it, and says so', async () => {
  const all = ({ accounts, ties }: Awaited<ReturnType<typeof member.api.mesh.map>>) => [
    accounts.map(({ account, level, name }) => ({ account, level, name })),
    ties,
  ]
  const before = await member.api.mesh.map(everything)
  expect(before.ties.length).toBeGreaterThan(0)
  await member.node.close()
  scene.client.setOnline(false)
  try {
    member = await start()
    const away = await member.api.mesh.map(everything)
    expect(away.seen).toEqual({ at: null, away: true })
    expect(all(away)).toEqual(all(before))
    expect((await member.api.mesh.account({ account: scene.person(1) })).record).not.toBeNull()
  } finally {
    scene.client.setOnline(true)
  }
  await until('it is read again', async () => !(await member.api.mesh.map(everything)).seen.away)
  // Nobody who never read it is told that there is nothing.
  scene.client.setOnline(false)
  const other = await startMember({ name: 'stranger', account: own(), client: scene.client, ...parts })
  await expect(other.api.mesh.map(everything)).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
  scene.client.setOnline(true)
  await other.node.close()
})
