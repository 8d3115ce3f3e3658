import type { SeededRandom } from '../world/seededRandom.ts'
import { comment, enact, proposePayment, vote } from './actions/deciding.ts'
import { editDraft, openDraft } from './actions/drafting.ts'
import type { Person, World } from './world.ts'
import { meetMishap } from './faults/mishap.ts'
import { running } from './person.ts'

type Action = (world: World, person: Person, random: SeededRandom) => Promise<void>

/** How often people do what, as parts of their sum. */
const habits: readonly (readonly [weight: number, action: Action])[] = [
  [10, editDraft],
  [9, vote],
  [5, comment],
  [2, proposePayment],
  [5, enact],
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

export type Life = {
  readonly actions: number
  /** How likely something goes wrong before each action. */
  readonly trouble: number
  readonly among?: () => readonly Person[]
}

/** A stretch of life: things done by whoever is up, some at the same moment, while things go wrong. Waits until all of it is over. */
export const live = async (world: World, random: SeededRandom, { actions, trouble, among = () => running(world) }: Life): Promise<void> => {
  const doing: Promise<void>[] = []
  const start = (promise: Promise<void>): void => {
    // A violation inside is thrown at the next step of time, not lost as a rejection nobody waits for.
    doing.push(promise.catch((error: unknown) => void world.broken.push(error as Error)))
  }
  for (let i = 0; i < actions; i++) {
    if (random.chance(trouble)) start(meetMishap(world, random))
    const people = among()
    if (people.length > 0) start(drawAction(random)(world, random.pick(people), random))
    await world.pass(random.chance(0.3) ? 0 : random.between(100, 5_000))
  }
  await world.run('what people do', Promise.all(doing))
}
