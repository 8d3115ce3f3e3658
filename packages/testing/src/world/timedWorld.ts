import { createDevnetSigner, devnetAccounts } from '@daomesh/chain/devnet'
import { createMemoryChain, createMemoryClient, type MemoryClient } from '@daomesh/chain/memory'
import { memoryDisk, type MemoryDisk } from '@daomesh/log/memory'
import { nativeVerifier } from '@daomesh/log/native'
import type { PeerNetwork } from '@daomesh/network'
import { createMemoryHub } from '@daomesh/network/memory'
import type { LogEvent, SignerDesk, SignerState } from '@daomesh/node'
import {
  type Address,
  address,
  type Clock,
  DaomeshError,
  type DeviceId,
  type Hex,
  type Random,
  type Rules,
  type SigningRequest,
  type SpaceId,
  spaceId,
} from '@daomesh/protocol'
import { countWithGovernance } from './countWithGovernance.ts'
import { escrowWithGovernance } from './escrowWithGovernance.ts'
import { recordWithGovernance } from './recordWithGovernance.ts'
import { roundsWithGovernance } from './roundsWithGovernance.ts'
import { plainRules } from './plainRules.ts'
import { createSeededRandom } from './seededRandom.ts'
import { deviceKeyOf, type Member, startMember } from './startMember.ts'
import { createProcessClock, createVirtualClock, type ProcessClock } from './virtualClock.ts'

/** One person of a world on virtual time, with everything that can go wrong around them. */
export type Player = {
  readonly name: string
  readonly device: DeviceId
  client: MemoryClient
  /** The network of the process that runs, for what an honest node would not do. */
  network: PeerNetwork
  disk: MemoryDisk
  /** Milliseconds that their clock is ahead. */
  skew: number
  signer: SignerState
  /** What the person says when asked to sign; `nothing`: they are not there. */
  answers: 'yes' | 'no' | 'nothing'
  sandbox: boolean
  /** How often this person's process was started. */
  starts: number
  /** Chance as a test wants it; null for seeded chance, other in each start. */
  random: Random | null
  member: Member
  process: ProcessClock
  readonly events: LogEvent[]
  /** What this person was asked to sign. */
  readonly asked: SigningRequest[]
}

const start = 1_800_000_000_000

/** Whole nodes on a virtual clock that a test moves, with a clock, an endpoint and a signer of each person's own. */
export const createTimedWorld = async (
  names: readonly string[],
  {
    autoMine = true,
    funds = 10n ** 20n,
    codeHashes,
    escrow = false,
  }: {
    readonly autoMine?: boolean
    readonly funds?: bigint
    readonly codeHashes?: ReadonlyMap<Address, Hex>
    readonly escrow?: boolean
  } = {},
) => {
  let time = createVirtualClock(start)
  const clock: Clock = { now: () => time.now(), setTimer: (run, milliseconds) => time.setTimer(run, milliseconds) }
  const random = createSeededRandom(names.join())
  const hub = createMemoryHub({ clock, random })
  const chain = createMemoryChain({
    chainId: 31_337n,
    seed: 'timed',
    clock,
    factory: address.parse(`0x${'fa'.repeat(20)}`),
    finality: { confirmations: 0 },
    count: countWithGovernance,
    recordRules: recordWithGovernance,
    roundRules: roundsWithGovernance,
    ...(escrow && { escrowRules: escrowWithGovernance }),
    autoMine,
    ...(codeHashes && { codeHashes }),
  })
  const accounts = devnetAccounts(names.length)
  for (const account of accounts) chain.fund(account.address, funds)
  chain.mine()
  const players = new Map<string, Player>()
  let requests = 0
  const requestId = (): string => `timed-request-${(requests += 1)}`

  const deskOf = (player: Player, i: number): SignerDesk => {
    const account = accounts[i]
    if (account === undefined) throw new RangeError('an account each')
    const signer = createDevnetSigner([account])
    return {
      accounts: signer.accounts,
      sign: (by, request) => {
        player.asked.push(request)
        if (player.answers === 'yes') return signer.sign(by, request)
        return player.answers === 'no' ? Promise.reject(new DaomeshError('SIGNING_REFUSED')) : new Promise(() => undefined)
      },
      state: () => player.signer,
      open: () => Promise.resolve(null),
      onChange: () => () => undefined,
    }
  }
  const begin = async (player: Player, i: number): Promise<void> => {
    const account = accounts[i]
    if (account === undefined) throw new RangeError('an account each')
    const shifted: Clock = { now: () => clock.now() + player.skew, setTimer: clock.setTimer }
    player.process = createProcessClock(shifted)
    const say = (event: LogEvent): void => void player.events.push(event)
    player.member = await startMember({
      name: player.name,
      account,
      hub: {
        network: (device, options) => {
          player.network = hub.network(device, options)
          return player.network
        },
      },
      client: player.client,
      clock: player.process,
      random: player.random ?? random.fork(`${player.name} ${(player.starts += 1)}`),
      verifier: nativeVerifier(),
      disk: player.disk,
      signer: deskOf(player, i),
      sandbox: player.sandbox,
      logger: { debug: say, info: say, warn: say, error: say },
      breathe: () => Promise.resolve(),
    })
  }
  for (const [i, name] of names.entries()) {
    const player = {
      name,
      device: deviceKeyOf(name).device,
      client: createMemoryClient({ chain, clock }),
      disk: memoryDisk(),
      skew: 0,
      signer: { state: 'ready', accounts: [accounts[i]?.address ?? ''], page: null, pending: 0 },
      answers: 'yes',
      sandbox: true,
      starts: 0,
      random: null,
      events: [],
      asked: [],
    } as unknown as Player
    await begin(player, i)
    players.set(name, player)
  }

  const advance = (milliseconds: number): Promise<void> => time.advance(milliseconds)
  /** Lets virtual time pass until it is so, two minutes at most. */
  const until = async (what: string, look: () => Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 480; i++) {
      if (await look()) return
      await advance(250)
    }
    throw new Error(`never: ${what}`)
  }
  /** What waits for timers, with time passing meanwhile. */
  const pass = async <T>(work: Promise<T>): Promise<T> => {
    let done = false
    const finish = (): void => void (done = true)
    work.then(finish, finish)
    await until('done', () => Promise.resolve(done))
    return work
  }
  const player = (name: string): Player => {
    const found = players.get(name)
    if (found === undefined) throw new RangeError(`nobody is called ${name} here`)
    return found
  }
  const api = (name: string): Member['api'] => player(name).member.api
  const addressOf = (name: string): string => `/memory/${player(name).device}`

  return {
    hub,
    chain,
    clock,
    player,
    api,
    addressOf,
    advance,
    until,
    pass,
    requestId,
    accounts,
    /** Ends the node as a person does. */
    stop: (name: string): Promise<void> => pass(player(name).member.node.close()),
    begin: (name: string): Promise<void> => pass(begin(player(name), names.indexOf(name))),
    /** Months in which nobody's machine runs. */
    sleep: (milliseconds: number): void => {
      time = createVirtualClock(time.now() + milliseconds)
    },
    close: async (): Promise<void> => {
      for (const { member } of players.values()) await pass(member.node.close())
    },
  }
}

export type TimedWorld = Awaited<ReturnType<typeof createTimedWorld>>

/** Founds a DAO of everybody in the world and waits until all can read and write it. */
export const foundTimed = async (world: TimedWorld, names: readonly string[], rules: Partial<Rules> = {}): Promise<SpaceId> => {
  const [first = '', ...others] = names
  const { api, pass, until, requestId } = world
  const lobby = await pass(api(first).lobbies.create({ requestId: requestId(), name: 'Meadow', displayName: first, expiresInHours: 24 }))
  const { space } = lobby
  for (const name of others) await pass(api(name).lobbies.join({ requestId: requestId(), invite: lobby.invite ?? '', displayName: name }))
  const named = async () => (await api(first).lobbies.get({ space })).members.filter(({ name }) => name !== null).length
  await until('everybody in the lobby', async () => (await named()) === names.length)
  const seats = names.map((name) => ({ account: world.player(name).member.account, power: '1', shares: '1' }))
  await pass(api(first).lobbies.propose({ requestId: requestId(), space, members: seats, rules: { ...plainRules(0), ...rules } }))
  for (const name of others) {
    await until('the proposal', async () => (await api(name).lobbies.get({ space })).proposal !== null)
    const { proposal } = await api(name).lobbies.get({ space })
    await pass(api(name).lobbies.cosign({ requestId: requestId(), space, genesisHash: proposal?.genesisHash ?? '' }))
  }
  const daos = () => Promise.all(names.map(async (name) => (await api(name).lobbies.get({ space })).dao))
  await until('the DAO everywhere', async () => (await daos()).every((dao) => dao !== null && dao !== undefined))
  const dao = spaceId.parse((await daos())[0])
  await until('everybody can read', async () =>
    (await Promise.all(names.map((name) => api(name).daos.get({ space: dao })))).every(
      ({ locked, memberRows }) => !locked && memberRows.every((row) => row.name !== null),
    ),
  )
  return dao
}
