import { live } from './act.ts'
import { checkAgreement } from './checks/agreement.ts'
import { checkOutcomes } from './checks/chain.ts'
import { checkReplay } from './checks/replay.ts'
import type { World } from './createWorld.ts'
import { found } from './found.ts'
import { present } from './person.ts'
import { heal, quiesce } from './quiesce.ts'

/** At rest every invariant is checked. */
const rest = async (world: World, chapter: string): Promise<number> => {
  await heal(world)
  await quiesce(world)
  const { entries, setAside } = await checkAgreement(world)
  await checkOutcomes(world)
  world.trace.note(`at rest after ${chapter}: ${entries} entries, ${setAside} set aside`)
  return entries
}

/** The life of one DAO, from founding to the end, under the faults its seed draws. @returns how many entries its space holds. */
export const tellStory = async (world: World): Promise<number> => {
  const random = world.random.fork('story')
  await found(world)
  await live(world, random, 30)
  const entries = await rest(world, 'ordinary life')
  for (const person of present(world)) await checkReplay(world, person)
  return entries
}
