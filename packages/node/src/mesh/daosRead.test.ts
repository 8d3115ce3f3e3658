import { type ChainClient, sandboxProfile } from '@daomesh/chain'
import { type Address, address, type ChainFact, DaomeshError, type Genesis, type Hex, type Member } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import { createDaoNames } from './createDaoNames.ts'
import { createPowerDesk } from './createPowerDesk.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const zero: Hex = `0x${'00'.repeat(32)}`
const profile = sandboxProfile({ chainId: 1n, genesisHash: zero }, at('fa'))
const hashOf = (salt: string, number: bigint): Hex => `0x${salt}${number.toString(16).padStart(62, '0')}`

const genesisOf = (members: readonly Member[]): Genesis => ({
  chainId: 1n,
  chainGenesis: zero,
  name: 'Hill',
  members,
  rules: {
    mode: 1,
    quorumBps: 5_000,
    thresholdBps: 5_000,
    votingPeriod: 60,
    gracePeriod: 0,
    challengeWindow: 60,
    credits: 0,
    incomeBps: 0,
    refundCap: 0,
  },
  salt: zero,
})

/** A chain on which DAOs were founded, one in each block, that can be made anew. */
const chainOf = () => {
  const scene: { daos: readonly (readonly [Address, string])[]; salt: string } = { daos: [], salt: 'aa' }
  const block = () => ({ number: BigInt(scene.daos.length), hash: hashOf(scene.salt, BigInt(scene.daos.length)) })
  const daos: ChainClient['daos'] = async ({ from }) => {
    if (from !== null && from.hash !== hashOf(scene.salt, from.number)) throw new DaomeshError('CHAIN_EVENTS_DIFFER')
    const finalized = scene.daos
      .map(([dao, name], i) => ({
        block: BigInt(i + 1),
        blockHash: hashOf(scene.salt, BigInt(i + 1)),
        transaction: zero,
        logIndex: 0,
        at: 0,
        fact: { dao, name },
      }))
      .filter((one) => one.block > (from?.number ?? 0n))
    return { finalized, unfinalized: [], cursor: block(), head: { ...block(), timestamp: 0, finalized: block() }, more: false }
  }
  const facts: ChainClient['facts'] = async () => {
    const here = block()
    return { finalized: [], unfinalized: [], cursor: here, head: { ...here, timestamp: 0, finalized: here }, more: false }
  }
  const head: ChainClient['head'] = async () => ({ ...block(), timestamp: 0, finalized: block() })
  return { scene, client: { profile, daos, facts, head } }
}

test('M110 M184 K3 a chain that tells another history only costs a reading of its DAOs from the beginning', async () => {
  const { scene, client } = chainOf()
  const [names, power] = [createDaoNames({ client, meta: memoryMeta() }), createPowerDesk(client)]
  scene.daos = [
    [at('a1'), 'Mill'],
    [at('b0'), 'Hill'],
  ]
  await names.read()
  expect([names.nameOf(at('a1')), [...(await power.read()).names.values()]]).toEqual(['Mill', ['Mill', 'Hill']])
  scene.salt = 'bb'
  scene.daos = [[at('c2'), 'Dale']]
  await names.read()
  expect([names.nameOf(at('a1')), names.nameOf(at('c2'))]).toEqual([null, 'Dale'])
  expect([...(await power.read()).names.values()]).toEqual(['Dale'])
})

test('M110 M184 a chain that is away is said, and what was read stays', async () => {
  const { scene, client } = chainOf()
  scene.daos = [[at('a1'), 'Mill']]
  const names = createDaoNames({ client, meta: memoryMeta() })
  await names.read()
  client.daos = () => Promise.reject(new DaomeshError('CHAIN_UNREACHABLE'))
  await expect(names.read()).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
  await expect(createPowerDesk(client).read()).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
  expect(names.nameOf(at('a1'))).toBe('Mill')
})

test('M372 the names of DAOs are on disk: a start knows them while the chain is away, and reads on from there', async () => {
  const { scene, client } = chainOf()
  const meta = memoryMeta()
  scene.daos = [[at('a1'), 'Mill']]
  await createDaoNames({ client, meta }).read()
  const asked: (bigint | null)[] = []
  const daos: ChainClient['daos'] = (request) => {
    asked.push(request.from?.number ?? null)
    return client.daos(request)
  }
  const names = createDaoNames({ client: { profile, daos }, meta })
  expect(names.nameOf(at('a1'))).toBe('Mill')
  scene.daos = [...scene.daos, [at('b0'), 'Hill']]
  await names.read()
  expect([names.nameOf(at('b0')), asked]).toEqual(['Hill', [1n]])
  // Rows of a chain that was made anew are gone with it, those of another factory are not touched.
  scene.salt = 'bb'
  scene.daos = [[at('c2'), 'Dale']]
  await names.read()
  const after = createDaoNames({ client, meta })
  expect([at('a1'), at('b0'), at('c2')].map(after.nameOf)).toEqual([null, null, 'Dale'])
  // What lies there damaged costs a reading, not a start.
  for (const { key } of meta.list('daoNames:')) if (key.endsWith('cursor')) meta.set(key, new Uint8Array([1]))
  const again = createDaoNames({ client, meta })
  expect(again.nameOf(at('c2'))).toBeNull()
  await again.read()
  expect(again.nameOf(at('c2'))).toBe('Dale')
})

test('M339 a DAO whose founding nobody can read is left out of who has power in whom, and keeps no other one from being read', async () => {
  const { scene, client } = chainOf()
  const hidden = at('a1')
  const plain = client.facts
  let asked = 0
  client.facts = async (request) => {
    if (request.dao !== hidden) return plain(request)
    asked += 1
    throw new DaomeshError('INPUT_INVALID')
  }
  const power = createPowerDesk(client)
  scene.daos = [
    [hidden, 'Hidden'],
    [at('b0'), 'Hill'],
  ]
  expect(await power.read()).toMatchObject({ omitted: 1 })
  scene.daos = [...scene.daos, [at('c2'), 'Dale']]
  expect([...(await power.read()).names.values()]).toEqual(['Hidden', 'Hill', 'Dale'])
  expect(asked).toBe(1)
})

test('M425 X2 an endpoint that fails at one DAO has no fact of another one counted twice', async () => {
  const { scene, client } = chainOf()
  const [mill, hill, ada] = [at('a1'), at('b0'), at('ad')]
  scene.daos = [
    [mill, 'Mill'],
    [hill, 'Hill'],
  ]
  const genesis = genesisOf([{ account: ada, kind: 0, power: 1n, shares: 9n }])
  const place = { block: 2n, blockHash: zero, transaction: zero, at: 0 }
  const told: readonly ChainFact[] = [
    { kind: 'founded', genesis },
    { kind: 'ragequit', member: ada, shares: 4n, full: false },
  ]
  let answer: () => void = () => undefined
  let fails = true
  const slow = new Promise<void>((resolve) => {
    answer = resolve
  })
  const facts: ChainClient['facts'] = async (request) => {
    const page = await client.facts(request)
    if (request.dao === mill && fails) throw new DaomeshError('CHAIN_UNREACHABLE')
    if (request.dao === hill) await slow
    const isNew = request.dao === hill && request.from === null
    return { ...page, finalized: isNew ? told.map((fact, logIndex) => ({ ...place, logIndex, fact })) : [] }
  }
  const desk = createPowerDesk({ ...client, facts })
  const failed = desk.read().catch((error: unknown) => error)
  await new Promise((resolve) => setImmediate(resolve))
  fails = false
  const read = desk.read()
  await new Promise((resolve) => setImmediate(resolve))
  answer()
  expect(await failed).toMatchObject({ code: 'CHAIN_UNREACHABLE' })
  expect((await read).states.get(hill)).toMatchObject({ count: 2, burned: new Map([[ada, 4n]]) })
})

test('M425 X1 what a block of the same number tells on another branch is read', async () => {
  const { scene, client } = chainOf()
  scene.daos = [[at('a1'), 'Mill']]
  const desk = createPowerDesk(client)
  expect([...(await desk.read()).names.values()]).toEqual(['Mill'])
  ;[scene.salt, scene.daos] = ['bb', [[at('b0'), 'Hill']]]
  expect([...(await desk.read()).names.values()]).toEqual(['Hill'])
})
