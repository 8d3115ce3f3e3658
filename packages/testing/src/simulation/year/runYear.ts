import { type ChainFact, toError } from '@daomesh/protocol'
import { createWorld } from '../createWorld.ts'
import { count, sorted } from '../ledger.ts'
import type { World } from '../world.ts'
import { Violation } from '../violation.ts'
import { type Progress, runScript } from './runScript.ts'
import type { Script } from './script.ts'

export type Failure = {
  /** Name of what does not hold; for anything else the kind of error. */
  readonly invariant: string
  readonly message: string
  readonly session: number
  /** The last things that happened. */
  readonly last: readonly string[]
}

export type LifeResult = {
  readonly seed: string
  /** Of everything that happened, in order. */
  readonly hash: string
  readonly members: number
  readonly entries: number
  readonly days: number
  readonly sessions: number
  /** Quiescent points at which every invariant was checked. */
  readonly rests: number
  readonly blocks: number
  readonly enacted: number
  readonly faults: Readonly<Record<string, number>>
  readonly steps: Readonly<Record<string, number>>
  readonly lies: Readonly<Record<string, number>>
  readonly checks: Readonly<Record<string, number>>
  readonly failure: Failure | null
}
/** `cpuMilliseconds`: of the thread that lived it; on a machine with other work it says more than the time that passed. */
export type YearResult = LifeResult & { readonly milliseconds: number; readonly cpuMilliseconds: number }

const day = 24 * 3_600_000

/** What came of the recorded path: the first word on a decision records it, later ones challenge. */
const countRecords = (world: World, facts: readonly ChainFact[]): void => {
  const recorded = new Set<string>()
  for (const fact of facts) {
    if (fact.kind === 'enacted' && recorded.has(fact.decision)) count(world.faults, 'recorded decision carried out')
    if (fact.kind !== 'recorded') continue
    count(world.faults, recorded.has(fact.decision) ? 'record challenged' : 'decision recorded')
    recorded.add(fact.decision)
  }
}

/** Lives one script. Never throws: what went wrong is in the answer. */
export const runYear = async (script: Script, onLine?: (line: string) => void): Promise<LifeResult> => {
  const world = createWorld(script.seed, { onLine, calm: script.calm })
  const start = world.clock.now()
  const progress: Progress = { session: -1, entries: 0, rests: 0 }
  let failure: Failure | null = null
  try {
    await runScript(world, script, progress)
  } catch (error) {
    const thrown = toError(error)
    const message = thrown instanceof Violation ? thrown.message : (thrown.stack ?? thrown.message)
    world.trace.note(`failed ${message}`)
    const invariant = thrown instanceof Violation ? thrown.invariant : thrown.name
    failure = { invariant, message, session: progress.session, last: world.trace.last(40) }
  }
  for (const { process } of world.people) process?.kill('ended')
  const [dao] = world.chain.blocks().at(-1)?.world.daos.values() ?? []
  countRecords(world, dao?.facts ?? [])
  return {
    seed: script.seed,
    hash: world.trace.hash(),
    members: script.members.length,
    entries: progress.entries,
    days: (world.clock.now() - start) / day,
    sessions: script.sessions.length,
    rests: progress.rests,
    blocks: world.chain.blocks().length,
    enacted: dao?.facts.filter(({ kind }) => kind === 'enacted').length ?? 0,
    faults: sorted(world.faults),
    steps: sorted(world.steps),
    lies: sorted(world.lies),
    checks: sorted(world.checks),
    failure,
  }
}
