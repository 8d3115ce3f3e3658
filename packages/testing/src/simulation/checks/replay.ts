import { copyDisk, type MemoryDisk } from '@daomesh/log/memory'
import { createMemoryClient } from '@daomesh/chain/memory'
import { createMemoryHub } from '@daomesh/network/memory'
import { createProcessClock } from '../../world/virtualClock.ts'
import { startMember } from '../../world/startMember.ts'
import type { Person, World } from '../world.ts'
import { apiOf } from '../person.ts'
import { demand } from '../violation.ts'

/** A copy of a disk on which no fold is known, so that opening it judges and folds every record anew. */
const unfoldedCopy = (disk: MemoryDisk): MemoryDisk => {
  const copy = copyDisk(disk)
  for (const rows of copy.spaces.values()) rows.foldVersion = null
  return copy
}

/** Replay equals live: a node that starts from the bare records, alone and without a chain, claims the hash that the running one claims. */
export const checkReplay = async (world: World, person: Person): Promise<void> => {
  const live = await apiOf(person).daos.hash({ space: world.space })
  const clock = createProcessClock(world.clock)
  const random = world.random.fork(`replay of ${person.name}`)
  const client = createMemoryClient({ chain: world.chain, clock })
  client.setOutage(true)
  const member = await startMember({
    name: person.name,
    account: person.key,
    hub: createMemoryHub({ clock, random }),
    client,
    clock,
    random,
    verifier: world.verifier,
    disk: unfoldedCopy(person.disk),
    breathe: () => Promise.resolve(),
  })
  const replayed = await member.api.daos.hash({ space: world.space })
  demand(
    world,
    replayed.stateHash === live.stateHash && replayed.setRoot === live.setRoot && live.stateHash !== null,
    'D11 replay equals live',
    () => `${person.name}: ${JSON.stringify(replayed)} against ${JSON.stringify(live)}`,
  )
  clock.kill()
  await world.run('close the replay', Promise.race([member.node.close(), Promise.resolve()]))
}
