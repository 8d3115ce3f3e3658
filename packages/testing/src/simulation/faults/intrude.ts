import { encodeEntry, type DeviceId, sealEphemeral } from '@daomesh/protocol'
import { syncProtocol, topicsOf } from '@daomesh/network'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { deviceKeyOf } from '../../world/startMember.ts'
import { count } from '../ledger.ts'
import type { World } from '../world.ts'
import { keysOnDisk } from '../keysOnDisk.ts'
import { present } from '../person.ts'

const mutate = (bytes: Uint8Array, random: SeededRandom): Uint8Array => {
  const copy = bytes.slice()
  switch (random.below(5)) {
    case 0:
      return copy.subarray(0, random.below(copy.length))
    case 1:
      return random.bytes(1 + random.below(400))
    case 2:
      return Uint8Array.from([...copy, ...random.bytes(8)])
    default:
      for (let i = 0; i <= random.below(3); i++) copy[random.below(copy.length)] = random.below(256)
      return copy
  }
}

/**
 * A device that belongs to nobody and got hold of the keys: mutated, truncated and random bytes, old entries again, entries of another space, all of
 * it under the key or not, and noise on the sync protocol (D1, N7). It ends when everybody has cut it off or the time is over.
 */
export const intrude = async (world: World, random: SeededRandom): Promise<void> => {
  const device: DeviceId = deviceKeyOf(`stranger ${world.next()}`).device
  const network = world.hub.network(device)
  await network.start()
  await world.pass(5_000)
  const entries = present(world).flatMap(({ disk }) =>
    [...disk.spaces].flatMap(([space, rows]) => [...rows.entries.values()].map((entry) => ({ space, entry }))),
  )
  const topics = present(world)
    .flatMap((person) => keysOnDisk(person, world.space))
    .flatMap((key) => Object.values(topicsOf(world.space, key)))
  world.trace.note(`a stranger meets ${network.peers().length} members`)
  for (let i = 0; i < 60; i++) {
    const { entry } = random.pick(entries)
    const bytes = encodeEntry(entry)
    const replay = random.chance(0.2)
    const { name, key } = random.pick(topics)
    const said = replay ? bytes : mutate(bytes, random)
    const open = random.chance(0.2)
    count(world.lies, `stranger: ${replay ? 'a record again' : 'broken bytes'}${open ? ', not under the key' : ''}`)
    await network.pubsub.publish(name, open ? said : sealEphemeral(key, random.bytes(24), said))
    const [peer] = random.shuffle(network.peers())
    if (i % 10 === 0 && peer !== undefined) {
      const stream = await network.openStream(peer.device, syncProtocol)
      count(world.lies, 'stranger: noise on sync')
      await stream.send(random.bytes(1 + random.below(200)))
      await world.pass(100)
      await stream.close()
    }
    await world.pass(random.between(20, 400))
  }
  await network.stop()
}
