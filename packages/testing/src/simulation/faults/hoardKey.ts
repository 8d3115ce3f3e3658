import { daoReducer, foldFacts, memberKindOf, viewsOf } from '@daomesh/governance'
import { openReplica } from '@daomesh/log'
import { memoryStore } from '@daomesh/log/memory'
import { type Cbor, DaomeshError, type DeviceId, exchangePublicKey, governanceStream, keyIdOf, sealKey } from '@daomesh/protocol'
import { deviceKeyOf } from '../../world/startMember.ts'
import { daoOnChain } from '../checks/chain.ts'
import { start } from '../person.ts'
import { count } from '../ledger.ts'
import type { Person, World } from '../world.ts'

/**
 * A member whose own program seals the key of the present view to its own device only, and rubbish to those it means to shut out (D9). It writes
 * to its disk while its node is down; the node then brings the record to the others like any other.
 */
export const hoardKey = async (world: World, person: Person, shutOut: readonly DeviceId[]): Promise<void> => {
  const { chain, verifier } = world
  const { genesis, facts, address: dao } = daoOnChain(world)
  person.byzantine = true
  person.process?.kill()
  await world.pass(1_000)
  const device = deviceKeyOf(person.name)
  const random = world.random.fork(`hoard of ${person.name}`)
  const state = foldFacts(genesis, facts)
  const identity = { chainId: genesis.chainId, genesisHash: genesis.chainGenesis }
  const replica = await openReplica({
    space: world.space,
    store: memoryStore({ random, disk: person.disk }),
    verifier,
    clock: world.clock,
    random,
    reduce: daoReducer({ chain: identity, dao, recover: verifier.recoverAccount, memberKindOf: memberKindOf(() => state) }),
    views: viewsOf(world.space, state),
    device,
    // No version of the real node: it judges everything again when it starts.
    foldVersion: 0,
    openBody: (header, body) => (header.keyId === null ? body : 'locked'),
    breathe: () => Promise.resolve(),
    onListenerFailure: (error) => {
      throw error
    },
  })
  await replica.proveContinuity([replica.heads(governanceStream)])
  // Looked for until its id is below those that chance gives.
  let key = random.bytes(32)
  while (!keyIdOf(key).startsWith('00')) key = random.bytes(32)
  const own = { device: device.device, box: sealKey(key, exchangePublicKey(device.exchangeSecret), random.bytes(32)) }
  const body = {
    v: 1,
    keyId: keyIdOf(key),
    boxes: [own, ...shutOut.map((other) => ({ device: other, box: random.bytes(80) }))],
    previous: null,
  }
  try {
    await replica.append({ stream: governanceStream, kind: 'key.seal', body: body as Cbor, keyId: null, seal: (_, plaintext) => plaintext })
    count(world.lies, 'key hoarded')
    world.trace.note(`${person.name} keeps the key of block ${chain.blocks().length} to itself`)
  } catch (error) {
    // What it did before may have ended the log it would write in, and a new one begins with its node.
    if (!(error instanceof DaomeshError)) throw error
    world.trace.note(`${person.name} cannot keep a key to itself: ${error.code}`)
  }
  await replica.close()
  await start(world, person)
}
