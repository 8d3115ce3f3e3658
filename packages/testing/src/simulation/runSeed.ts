import { createWorld } from './createWorld.ts'
import { tellStory } from './tellStory.ts'
import { Violation } from './violation.ts'

export type SeedResult = {
  readonly seed: number
  readonly hash: string
  readonly members: number
  readonly entries: number
  readonly virtualDays: number
  readonly ok: boolean
  readonly failure: string | null
  /** The last things that happened before a failure. */
  readonly last: readonly string[]
}

const day = 24 * 3_600_000

/** Runs one seed from beginning to end. Never throws: what went wrong is in the answer. */
export const runSeed = async (seed: number, onLine?: (line: string) => void): Promise<SeedResult> => {
  const world = createWorld(seed, { onLine })
  const start = world.clock.now()
  let entries = 0
  let failure: string | null = null
  try {
    entries = await tellStory(world)
  } catch (error) {
    failure = error instanceof Violation ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
    world.trace.note(`failed ${failure}`)
  }
  for (const { process } of world.people) process?.kill('ended')
  return {
    seed,
    hash: world.trace.hash(),
    members: world.people.length,
    entries,
    virtualDays: (world.clock.now() - start) / day,
    ok: failure === null,
    failure,
    last: failure === null ? [] : world.trace.last(40),
  }
}
