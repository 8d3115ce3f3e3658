import type { SeededRandom } from '../../world/seededRandom.ts'
import type { World } from '../world.ts'
import { running } from '../person.ts'
import { restart } from './mishap.ts'

/** Everybody closes the app properly, sleeps for some hours, and starts it again in any order. */
export const sleep = async (world: World, random: SeededRandom): Promise<void> => {
  const people = running(world)
  for (const { process } of people) {
    if (process === null) continue
    await world.run('close the app', process.member.node.close())
    process.kill('closed the app')
  }
  const hours = random.between(6, 30)
  world.trace.note(`everybody sleeps for ${hours.toFixed(1)} hours`)
  await world.pass(hours * 3_600_000)
  world.stir()
  for (const person of random.shuffle(people)) {
    await restart(world, person)
    await world.pass(random.between(0, 10_000))
  }
}
