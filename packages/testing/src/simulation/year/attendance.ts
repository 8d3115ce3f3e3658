import { count } from '../ledger.ts'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { cutPower, restart } from '../faults/mishap.ts'
import { present } from '../person.ts'
import type { World } from '../world.ts'

/** Those who stay away close the app; those who come open it, in any order. What was acknowledged is there before any peer has said a word. */
export const attend = async (world: World, awake: readonly string[], random: SeededRandom): Promise<void> => {
  world.stir()
  for (const person of random.shuffle(world.people.filter(({ name, gone, asleep }) => awake.includes(name) && !gone && asleep))) {
    person.asleep = false
    await restart(world, person)
    await world.pass(random.between(0, 3_000))
  }
}

/** How many of them pull the plug instead of closing the app. */
const plugs = 0.2

export const goHome = async (world: World, random: SeededRandom): Promise<void> => {
  for (const person of present(world)) {
    const { process } = person
    if (process !== null && random.chance(plugs)) {
      process.kill('pulled the plug')
      count(world.faults, 'plug pulled')
      cutPower(world, person, random)
    } else if (process !== null) {
      await world.run('close the app', process.member.node.close())
      process.kill('closed the app')
    }
    person.asleep = true
  }
  // What was on its way to somebody who left arrives nowhere.
  await world.pass(1_000)
}
