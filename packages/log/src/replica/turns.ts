import { DaomeshError } from '@daomesh/protocol'
import { rollBack } from './commit.ts'
import type { Core } from './core.ts'
import { isSnapshotDue, isSnapshotWorth, keepSnapshot, settleRegisters } from './keepSnapshot.ts'
import { makeQueue } from './queue.ts'
import { settleAgain } from './settleAgain.ts'

/** The tasks of one replica, one after the other, and its snapshots between them. */
export type Turns = {
  /** Runs a task in its turn. One that fails leaves the memory as the disk is. */
  readonly run: <T>(task: () => Promise<T>) => Promise<T>
  /** Tells that somebody waits for the replica until the work is done: a snapshot begins when nobody does. */
  readonly waitedFor: <T>(work: Promise<T>) => Promise<T>
  /** After everything that was asked for: keeps a last snapshot and refuses what comes later. */
  readonly end: () => Promise<void>
}

/** Milliseconds. Between two pages of a backlog, or two sentences of a lively talk, too, there is a moment when nobody waits: a snapshot then would hold up what comes next. */
const rest = 5_000

export const makeTurns = (core: Core, breathe: () => Promise<void>): Turns => {
  const queue = makeQueue(breathe)
  let snapshot: Promise<void> | null = null
  let isPreparing = false
  /** How many writes and ingests are under way. */
  let asked = 0
  const writeNow = async (): Promise<void> => {
    if (core.closed || snapshot !== null) return
    snapshot = keepSnapshot(core, breathe).finally(() => {
      snapshot = null
    })
  }
  /** What nobody asked a root of may be many registers, so they are hashed beside the steps; then the snapshot takes its turn between two of them. */
  const beginSnapshot = (): void => {
    if (isPreparing || snapshot !== null) return
    isPreparing = true
    void settleRegisters(core, breathe)
      .then(() => queue.run(writeNow))
      .finally(() => {
        isPreparing = false
      })
  }
  if (isSnapshotWorth(core)) beginSnapshot()
  /** While nobody waits, but may again in a moment. */
  let callOff: (() => void) | null = null
  const stopWaiting = (): void => {
    callOff?.()
    callOff = null
  }
  /** In a turn of its own, when nobody has asked for anything for a while. */
  const snapshotAtRest = (): void => {
    const begin = (): void => {
      callOff = null
      // A snapshot takes its turn like a task.
      if (asked === 0 && isSnapshotDue(core, false)) run(async () => undefined).catch(() => undefined)
    }
    const { clock } = core.init
    if (clock.setTimer === undefined) begin()
    else callOff = clock.setTimer(begin, rest)
  }
  const attempt = async <T>(task: () => Promise<T>): Promise<T> => {
    try {
      return await task()
    } catch (error) {
      rollBack(core)
      await settleAgain(core, breathe)
      throw error
    }
  }
  const run = <T>(task: () => Promise<T>): Promise<T> =>
    queue.run(async () => {
      if (core.closed) throw new DaomeshError('STORAGE_FAILED', { meta: { reason: 'closed' } })
      const done = await attempt(task)
      if (isSnapshotDue(core, asked > 0 || callOff !== null)) beginSnapshot()
      return done
    })
  return {
    run,
    waitedFor: async (work) => {
      asked++
      stopWaiting()
      try {
        return await work
      } finally {
        asked--
        if (asked === 0 && isSnapshotDue(core, false)) snapshotAtRest()
      }
    },
    end: () =>
      queue.run(async () => {
        stopWaiting()
        await snapshot
        if (!core.closed && isSnapshotWorth(core)) {
          await settleRegisters(core, breathe)
          await keepSnapshot(core, breathe)
        }
        core.closed = true
        core.listeners.clear()
      }),
  }
}
