import type { SeededRandom } from '../world/seededRandom.ts'
import { comment, enact, proposePayment, vote } from './actions/deciding.ts'
import { editDraft, openDraft } from './actions/drafting.ts'
import type { World } from './createWorld.ts'
import { type Person, running } from './person.ts'

type Action = (world: World, person: Person, random: SeededRandom) => Promise<void>

/** How often people do what, as parts of their sum. */
const habits: readonly (readonly [weight: number, action: Action])[] = [
  [10, editDraft],
  [8, vote],
  [5, comment],
  [3, proposePayment],
  [4, enact],
  [1, openDraft],
]

const drawAction = (random: SeededRandom): Action => {
  let left = random.below(habits.reduce((sum, [weight]) => sum + weight, 0))
  for (const [weight, action] of habits) {
    if (left < weight) return action
    left -= weight
  }
  return comment
}

/** A stretch of ordinary life: `count` things done by whoever is up, some at the same moment. Waits for all of them. */
export const live = async (
  world: World,
  random: SeededRandom,
  count: number,
  among: () => readonly Person[] = () => running(world),
): Promise<void> => {
  const doing: Promise<void>[] = []
  for (let i = 0; i < count; i++) {
    const people = among()
    if (people.length > 0) doing.push(drawAction(random)(world, random.pick(people), random))
    await world.pass(random.chance(0.3) ? 0 : random.between(100, 4_000))
  }
  await world.run('what people do', Promise.all(doing))
}
