import { everything, type Script, select, type Selection } from './script.ts'
import type { Failure } from './runYear.ts'

/** Runs a script and says what broke, if anything. */
export type Attempt = (script: Script) => Promise<Failure | null>

export type Shrunk = { readonly selection: Selection; readonly failure: Failure; readonly runs: number; readonly complete: boolean }

export type ShrinkOptions = {
  readonly script: Script
  readonly failure: Failure
  readonly attempt: Attempt
  /** Milliseconds since anything; reading it is all that is asked of it. */
  readonly now: () => number
  /** Milliseconds after which no further run begins. */
  readonly budget: number
  readonly onStep?: (selection: Selection, failure: Failure) => void
}

const without = <T>(set: ReadonlySet<T>, gone: Iterable<T>): ReadonlySet<T> => {
  const rest = new Set(set)
  for (const one of gone) rest.delete(one)
  return rest
}

/** Halves, quarters, eighths … and single ones of a list, the later ones first: what comes last is needed least. */
const chunksOf = function* <T>(list: readonly T[]): Generator<readonly T[]> {
  for (let size = Math.ceil(list.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let end = list.length; end > 0; end -= size) yield list.slice(Math.max(0, end - size), end)
}

/**
 * Delta debugging: leaves out sessions, weather, members and steps for as long as the same invariant still breaks, in chunks that become smaller
 * (Zeller and Hildebrandt, Simplifying and isolating failure-inducing input, 2002). Bounded in time; the answer is the smallest that failed so far.
 */
export const shrink = async ({ script, failure, attempt, now, budget, onStep }: ShrinkOptions): Promise<Shrunk> => {
  const end = now() + budget
  let best: Selection = everything(script)
  let last = failure
  let runs = 0
  const isOver = (): boolean => now() >= end

  const tryOut = async (candidate: Selection): Promise<boolean> => {
    runs += 1
    const found = await attempt(select(script, candidate))
    if (found === null || found.invariant !== failure.invariant) return false
    // What comes after the failure did not bring it about.
    const later = script.sessions
      .filter(({ id }) => id > found.session)
      .flatMap(({ id, steps }) => [`${id}`, ...steps.map((one) => one.id)])
    best = { ...candidate, kept: without(candidate.kept, later) }
    last = found
    onStep?.(best, found)
    return true
  }
  const dropped = async <T>(list: readonly T[], leaveOut: (chunk: readonly T[]) => Selection | null): Promise<boolean> => {
    const gone = new Set<T>()
    for (const chunk of chunksOf(list)) {
      if (isOver()) break
      const rest = chunk.filter((one) => !gone.has(one))
      const candidate = rest.length === 0 ? null : leaveOut(rest)
      if (candidate !== null && (await tryOut(candidate))) for (const one of rest) gone.add(one)
    }
    return gone.size > 0
  }
  const keptSessions = () => script.sessions.filter(({ id }) => best.kept.has(`${id}`))

  const sessions = (): Promise<boolean> =>
    dropped(
      keptSessions().filter(({ id }) => id !== last.session),
      (chunk) => ({
        ...best,
        kept: without(
          best.kept,
          chunk.flatMap(({ id, steps }) => [`${id}`, ...steps.map((one) => one.id)]),
        ),
      }),
    )
  const members = (): Promise<boolean> =>
    dropped(best.members, (chunk) => {
      const left = best.members.filter((name) => !chunk.includes(name))
      return left.length < 2 ? null : { ...best, members: left }
    })
  const steps = (): Promise<boolean> =>
    dropped(
      keptSessions().flatMap((session) => session.steps.map(({ id }) => id).filter((id) => best.kept.has(id))),
      (chunk) => ({ ...best, kept: without(best.kept, chunk) }),
    )

  if (!isOver()) await tryOut(best)
  if (!best.calm && !isOver()) await tryOut({ ...best, calm: true })
  for (let smaller = true; smaller && !isOver();) smaller = [await sessions(), await steps(), await members()].some(Boolean)
  return { selection: best, failure: last, runs, complete: !isOver() }
}
