import type { FactsPage } from '@daomesh/chain'
import { createDevnetSigner } from '@daomesh/chain/devnet'
import { createMemoryChain, createMemoryClient } from '@daomesh/chain/memory'
import { memoryDisk } from '@daomesh/log/memory'
import { syncProtocol } from '@daomesh/network'
import { address } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { countWithGovernance } from './countWithGovernance.ts'
import { plainRules } from './plainRules.ts'
import { createTimedWorld, foundTimed, type Player, type TimedWorld } from './timedWorld.ts'

const day = 24 * 3_600_000
const pair = ['ada', 'ben'] as const

beforeAll(warmUp)

/** Codes about a person's own node, and about everybody else by name. */
const doctor = async (world: TimedWorld, name: string, probe = true) => {
  const { findings, members } = await world.pass(world.api(name).network.diagnose({ probe }))
  return {
    own: findings.map(({ code }) => code).toSorted(),
    members: Object.fromEntries(members.map((member) => [member.name ?? '?', member.findings.map(({ code }) => code).toSorted()])),
  }
}

/** A founded pair that has been together for some minutes, each with an address of the other. */
const founded = async (options?: Parameters<typeof createTimedWorld>[1]) => {
  const world = await createTimedWorld(pair, options)
  const space = await foundTimed(world, pair)
  await world.pass(world.api('ada').network.dial({ address: world.addressOf('ben') }))
  await world.pass(world.api('ben').network.dial({ address: world.addressOf('ada') }))
  await world.advance(180_000)
  return { world, space, ada: world.player('ada'), ben: world.player('ben') }
}

test('M50 D7 a peer that broke the protocol: cut off here with the reason and the time left, turned away there', async () => {
  const { world, ada, ben } = await founded()
  const stream = await world.pass(ben.network.openStream(ada.device, syncProtocol))
  await world.pass(stream.send(Uint8Array.of(0x80)))
  await world.until('cut off', async () => ada.network.peers().length === 0)
  expect(await doctor(world, 'ben')).toEqual({ own: [], members: { ada: ['DIAL_TURNED_AWAY'] } })
  const { members } = await world.pass(world.api('ada').network.diagnose({ probe: false }))
  expect(members[0]).toMatchObject({
    seen: false,
    findings: [{ code: 'PEER_CUT_OFF', params: { name: 'ben', minutes: 1, reason: 'SYNC_FRAME' } }],
  })
  await world.advance(60_000)
  expect(await doctor(world, 'ada')).toEqual({ own: [], members: { ben: [] } })
  await world.close()
})

test('M50 M52 a link that ended and that nobody renews: named at its own device, and by whoever refuses it', async () => {
  const { world, ben } = await founded()
  for (const name of pair) await world.stop(name)
  ben.answers = 'nothing'
  world.sleep(366 * day)
  for (const name of pair) await world.begin(name)
  await world.advance(120_000)
  expect(await doctor(world, 'ben')).toEqual({ own: ['LINK_ENDED'], members: { ada: ['LINK_ENDED'] } })
  expect(await doctor(world, 'ada')).toEqual({ own: [], members: { ben: ['THEIR_LINK_ENDED'] } })
  await world.close()
})

test('M50 another home under the same device: connected, and not in the space', async () => {
  const { world, ben } = await founded()
  await world.stop('ben')
  ben.disk = memoryDisk()
  await world.begin('ben')
  await world.advance(30_000)
  expect(await doctor(world, 'ada')).toEqual({ own: [], members: { ben: ['SPACE_NOT_SHARED'] } })
  expect(await doctor(world, 'ben')).toEqual({ own: [], members: {} })
  await world.close()
})

test('M50 a peer without this protocol, and one whose sessions fail', async () => {
  const { world, ben } = await founded()
  await world.stop('ben')
  const bare = world.hub.network(ben.device)
  await bare.start()
  await world.advance(30_000)
  expect(await doctor(world, 'ada')).toEqual({ own: [], members: { ben: ['PROTOCOL_DIFFERS'] } })
  bare.handle(syncProtocol, () => Promise.reject(new Error('broken')))
  await world.advance(30_000)
  expect(await doctor(world, 'ada')).toEqual({ own: [], members: { ben: ['SYNC_FAILED'] } })
  await bare.stop()
  await world.pass(world.player('ada').member.node.close())
})

test('M50 the key has not come, because nobody who has it is there', async () => {
  const world = await createTimedWorld(pair)
  const { api, pass, requestId } = world
  const lobby = await pass(api('ada').lobbies.create({ requestId: requestId(), name: 'Meadow', displayName: 'ada', expiresInHours: 24 }))
  await pass(api('ben').lobbies.join({ requestId: requestId(), invite: lobby.invite ?? '', displayName: 'ben' }))
  const seats = pair.map((name) => ({ account: world.player(name).member.account, power: '1', shares: '1' }))
  const rules = plainRules(0)
  await world.until('ben is in', async () => (await api('ada').lobbies.get({ space: lobby.space })).members.length === 2)
  await pass(api('ada').lobbies.propose({ requestId: requestId(), space: lobby.space, members: seats, rules }))
  await world.until('ben sees it', async () => (await api('ben').lobbies.get({ space: lobby.space })).proposal !== null)
  await world.stop('ada')
  const { proposal } = await api('ben').lobbies.get({ space: lobby.space })
  await pass(api('ben').lobbies.cosign({ requestId: requestId(), space: lobby.space, genesisHash: proposal?.genesisHash ?? '' }))
  await world.advance(10_000)
  expect((await doctor(world, 'ben')).own).toEqual([])
  await world.advance(60_000)
  expect(await doctor(world, 'ben')).toEqual({ own: ['KEY_MISSING'], members: { ada: ['DIAL_REFUSED'] } })
  await world.pass(world.player('ben').member.node.close())
})

test('M50 an invite of which nobody is there', async () => {
  const world = await createTimedWorld(pair)
  const { api, pass, requestId } = world
  const lobby = await pass(api('ada').lobbies.create({ requestId: requestId(), name: 'Meadow', displayName: 'ada', expiresInHours: 24 }))
  await world.stop('ada')
  await pass(api('ben').lobbies.join({ requestId: requestId(), invite: lobby.invite ?? '', displayName: 'ben' }))
  const { findings } = await pass(api('ben').network.diagnose({ probe: true }))
  expect(findings).toMatchObject([
    { code: 'INVITE_SILENT', params: { space: 'Meadow', address: world.addressOf('ada'), failure: 'refused' } },
  ])
  await pass(world.player('ben').member.node.close())
})

test('M50 an endpoint that lags: what the other has seen of the chain is missed after a while, and nobody is blamed', async () => {
  const { world, space, ada } = await founded()
  ada.client.setLag(1_000)
  await world.pass(world.api('ben').daos.deploy({ requestId: world.requestId(), space }))
  await world.until('deployed at ben', async () => (await world.api('ben').daos.get({ space })).deployed === 'final')
  await world.advance(10_000)
  expect((await doctor(world, 'ada')).own).toEqual([])
  await world.advance(120_000)
  expect(await doctor(world, 'ada')).toEqual({ own: ['CHAIN_BEHIND_PEERS'], members: { ben: [] } })
  expect(await doctor(world, 'ben')).toEqual({ own: [], members: { ada: [] } })
  ada.client.setLag(0)
  await world.advance(120_000)
  expect((await doctor(world, 'ada')).own).toEqual([])
  await world.close()
})

test('M427 X2 an endpoint that comes to lie below what was final, and stays there, is named with what to do, though nobody has seen more', async () => {
  const { world, space, ada } = await founded()
  await world.pass(world.api('ben').daos.deploy({ requestId: world.requestId(), space }))
  await world.until('deployed', async () => (await world.api('ada').daos.get({ space })).deployed === 'final')
  for (let i = 0; i < 5; i++) world.chain.mine()
  await world.advance(10_000)
  ada.client.setLag(3)
  await world.advance(30_000)
  expect((await doctor(world, 'ada')).own).toEqual([])
  await world.advance(60_000)
  expect(await doctor(world, 'ada')).toEqual({ own: ['CHAIN_BELOW'], members: { ben: [] } })
  expect(await doctor(world, 'ben')).toEqual({ own: [], members: { ada: [] } })
  for (let i = 0; i < 3; i++) world.chain.mine()
  await world.advance(10_000)
  expect((await doctor(world, 'ada')).own).toEqual([])
  await world.close()
})

test('M50 a clock against the chain: hours behind, hours ahead; on a sandbox nothing is said', async () => {
  for (const [skew, code] of [
    [-3 * 3_600_000, 'CLOCK_CHAIN_AHEAD'],
    [3 * 3_600_000, 'CHAIN_OLD'],
  ] as const) {
    const world = await createTimedWorld(pair)
    const ada = world.player('ada')
    await world.stop('ada')
    ada.skew = skew
    await world.begin('ada')
    world.chain.mine()
    expect((await doctor(world, 'ada')).own).toEqual([])
    await world.stop('ada')
    ada.sandbox = false
    await world.begin('ada')
    world.chain.mine()
    expect((await doctor(world, 'ada')).own).toEqual([code])
    expect((await doctor(world, 'ben')).own).toEqual([])
    await world.close()
  }
})

test('M50 a home that was started on another chain', async () => {
  const { world, ada } = await founded()
  await world.stop('ada')
  const other = createMemoryChain({
    chainId: 31_337n,
    seed: 'another',
    clock: world.clock,
    factory: address.parse(`0x${'fa'.repeat(20)}`),
    finality: { confirmations: 0 },
    count: countWithGovernance,
    autoMine: true,
  })
  other.mine()
  ada.client = createMemoryClient({ chain: other, clock: world.clock })
  await world.begin('ada')
  await world.advance(30_000)
  expect(await doctor(world, 'ada')).toEqual({ own: ['CHAIN_OTHER'], members: { ben: [] } })
  await world.close()
})

/** From the next start on this person's endpoint says that more shares were burnt than were. */
const lie = (player: Player): void => {
  const { client } = player
  const bend = (page: FactsPage): FactsPage => ({
    ...page,
    finalized: page.finalized.map((event) => (event.fact.kind === 'ragequit' ? { ...event, fact: { ...event.fact, shares: 2n } } : event)),
  })
  player.client = { ...client, watch: (request) => client.watch({ ...request, onFacts: (page) => request.onFacts(bend(page)) }) }
}

test('M50 X2 an endpoint that lies to one of three: doubted there, its device named by the others, and nobody else is', async () => {
  const names = ['ada', 'ben', 'cleo', 'dora'] as const
  const world = await createTimedWorld(names)
  const space = await foundTimed(world, names)
  await world.pass(world.api('ada').daos.deploy({ requestId: world.requestId(), space }))
  await world.until('deployed', async () => (await world.api('cleo').daos.get({ space })).deployed === 'final')
  await world.stop('cleo')
  lie(world.player('cleo'))
  await world.begin('cleo')
  await world.advance(10_000)
  await world.pass(world.api('dora').daos.ragequit({ requestId: world.requestId(), space, shares: '1', tokens: [] }))
  await world.advance(180_000)
  const differs = ['HISTORY_DIFFERS']
  expect(await doctor(world, 'ada')).toEqual({ own: [], members: { ben: [], cleo: differs } })
  expect(await doctor(world, 'cleo')).toEqual({ own: ['CHAIN_DOUBTED'], members: { ada: differs, ben: differs } })
  await world.close()
})

test('M50 M450 whoever left is told so, blocked by nothing and waiting for nobody, and is no member to anybody', async () => {
  const { world, space } = await founded()
  await world.pass(world.api('ada').daos.deploy({ requestId: world.requestId(), space }))
  await world.until('deployed', async () => (await world.api('ben').daos.get({ space })).deployed === 'final')
  await world.pass(world.api('ben').daos.ragequit({ requestId: world.requestId(), space, shares: '1', tokens: [] }))
  await world.advance(120_000)
  expect(await doctor(world, 'ben')).toEqual({ own: ['MEMBERSHIP_ENDED'], members: {} })
  expect(await doctor(world, 'ada')).toEqual({ own: [], members: {} })
  for (const name of pair) {
    const { state, peers, spaces } = await world.pass(world.api(name).network.status())
    expect([name, state, peers.length]).toEqual([name, 'live', 1])
    // Equal with nobody, where nothing is sent to anybody.
    expect(spaces.find((one) => one.space === space)?.peers).toEqual([])
  }
  await world.close()
})

const deploy = (world: TimedWorld, space: Awaited<ReturnType<typeof foundTimed>>) =>
  world.pass(world.api('ben').daos.deploy({ requestId: world.requestId(), space }))

test('M50 X3 transactions: no money, nobody who signs, a refusal', async () => {
  const poor = await founded({ funds: 0n })
  await deploy(poor.world, poor.space)
  await poor.world.advance(10_000)
  expect((await doctor(poor.world, 'ben')).own).toEqual(['TRANSACTION_FUNDS'])
  await poor.world.close()

  const { world, space, ben } = await founded()
  ben.answers = 'nothing'
  await deploy(world, space)
  await world.advance(10_000)
  expect((await doctor(world, 'ben')).own).toEqual(['TRANSACTION_UNSIGNED'])
  await world.close()

  const second = await founded()
  second.ben.answers = 'no'
  await deploy(second.world, second.space)
  await second.world.advance(10_000)
  expect(await second.world.pass(second.world.api('ben').network.diagnose({ probe: false }))).toMatchObject({
    findings: [{ code: 'TRANSACTION_FAILED', severity: 'note', params: { reason: 'SIGNING_REFUSED' } }],
  })
  await second.world.close()
})

test('M50 X3 transactions: a number that another program left out, a fee that has become too low', async () => {
  const gap = await founded({ autoMine: false })
  const honest = gap.ben.client.prepare
  Object.assign(gap.ben.client, {
    // As an endpoint does that counts what waits in a pool and never arrived.
    prepare: async (request: Parameters<typeof honest>[0]) => ({ ...(await honest(request)), nonce: request.nonce ?? 3 }),
  })
  await deploy(gap.world, gap.space)
  await gap.world.advance(20_000)
  const { findings } = await gap.world.pass(gap.world.api('ben').network.diagnose({ probe: false }))
  expect(findings).toMatchObject([{ code: 'TRANSACTION_NONCE_GAP', params: { nonce: 3, next: 0 } }])
  await gap.world.close()

  // A wallet with ben's key has the first number for nine times the fee.
  const rival = await founded({ autoMine: false })
  const [, key] = rival.world.accounts
  const theirs = await rival.world.pass(
    rival.ben.client.prepare({ from: rival.ben.member.account, to: rival.ben.member.account, value: 1n, data: '0x' }),
  )
  const dearer = { ...theirs, maxFeePerGas: theirs.maxFeePerGas * 9n, maxPriorityFeePerGas: theirs.maxPriorityFeePerGas * 9n }
  const wallet = createDevnetSigner(key === undefined ? [] : [key])
  const raw = await wallet.sign(rival.ben.member.account, { type: 'transaction', transaction: dearer, context: { title: '', lines: [] } })
  await rival.world.pass(rival.ben.client.sendRaw(raw))
  await deploy(rival.world, rival.space)
  await rival.world.advance(20_000)
  const said = await rival.world.pass(rival.world.api('ben').network.diagnose({ probe: false }))
  expect(said.findings).toMatchObject([{ code: 'TRANSACTION_RIVAL', params: { nonce: 0 } }])
  await rival.world.close()

  const { world, space, ben } = await founded({ autoMine: false })
  await deploy(world, space)
  await world.advance(60_000)
  const dear = ben.client.prepare
  Object.assign(ben.client, {
    prepare: async (request: Parameters<typeof dear>[0]) => ({ ...(await dear(request)), maxFeePerGas: 10n ** 12n }),
  })
  expect((await doctor(world, 'ben')).own).toEqual([])
  await world.advance(240_000)
  expect((await doctor(world, 'ben')).own).toEqual(['TRANSACTION_FEE_LOW'])
  world.chain.mine()
  await world.advance(60_000)
  expect((await doctor(world, 'ben')).own).toEqual([])
  await world.close()
})
