import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BareKind } from '../../bareNode.ts'
import type { Side } from '../../propagation/childMessages.ts'
import { type Child, next, processes, tell, withChildren } from '../../propagation/children.ts'
import { now } from '../../propagation/stretch.ts'

/** Of one stretch: messages per second of all twelve together, deliveries that never came, and the slowest hundredth of those that did, in milliseconds. */
export type Level = { readonly perSecond: number; readonly lost: number; readonly p99: number }

const stretchSeconds = 3
/** A delivery that has not come by then, after the last message was due, is lost. */
const patienceMilliseconds = 2_000
/** What a runtime has not compiled yet is measured instead of what it keeps up with: each side first runs through these, and nothing is counted. */
const warmPerSecond = [64, 128, 256, 256, 256, 256, 256, 256, 256, 256] as const
/** Low enough for everybody: a side that failed at the first rate would have none to be compared with. */
const firstPerSecond = 64
const growth = 1.5
const fineGrowth = 1.15
const finestGrowth = 1.05
const mostPerSecond = 3_000
export const p99Limit = 200

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
const holds = ({ lost, p99 }: Level): boolean => lost === 0 && p99 <= p99Limit

/** Everybody publishes in turn, at a steady rate: the clock of a message starts when it is due, so that a side that falls behind cannot hide it. */
const measureLevel = async (children: readonly Child[], side: Side, perSecond: number): Promise<Level> => {
  const every = (processes * 1_000) / perSecond
  const from = now() + 300
  for (const [i, child] of children.entries())
    tell(child, { type: 'stretch', side, from: from + (i * every) / processes, every, count: Math.ceil((stretchSeconds * 1_000) / every) })
  await pause(300 + stretchSeconds * 1_000 + patienceMilliseconds)
  for (const child of children) tell(child, { type: 'collect' })
  const collected = []
  for (const child of children) collected.push(await next(child, 'collected'))
  const due = new Map(collected.flatMap((one) => one.due))
  const count = collected.reduce((sum, one) => sum + one.due.length, 0)
  const delays = collected
    .flatMap((one) => one.got.flatMap(([id, at]) => (due.has(id) ? [at - (due.get(id) ?? at)] : [])))
    .sort((a, b) => a - b)
  // A message that is published too late to be listed yet is lost as well.
  const wanted = Math.max(count, processes * Math.ceil((stretchSeconds * 1_000) / every)) * (processes - 1)
  const level = { perSecond, lost: wanted - delays.length, p99: delays[Math.ceil(delays.length * 0.99) - 1] ?? Number.POSITIVE_INFINITY }
  process.stderr.write(`  ${side} ${Math.round(perSecond)}/s: ${level.lost} lost, p99 ${Math.round(level.p99)} ms\n`)
  return level
}

/** How often a level is tried before it counts as failed: the machine may have been busy. */
const tries = 3
/** Failed levels in a row that end a climb. Who holds more held less too: a side that climbs through many levels must not end at the first bad moment of the machine. */
const failuresInRow = 2

/** The highest rate that holds: first in large steps, then in smaller ones, to a twentieth. */
const findRate = async (children: readonly Child[], side: Side): Promise<Level> => {
  for (const perSecond of warmPerSecond) await measureLevel(children, side, perSecond)
  let best: Level = { perSecond: 0, lost: 0, p99: 0 }
  const climb = async (from: number, step: number): Promise<void> => {
    let failures = 0
    for (let perSecond = from; perSecond < mostPerSecond && failures < failuresInRow; perSecond *= step) {
      let level = await measureLevel(children, side, perSecond)
      for (let n = 1; n < tries && !holds(level); n++) level = await measureLevel(children, side, perSecond)
      failures = holds(level) ? 0 : failures + 1
      if (failures === 0) best = level
    }
  }
  await climb(firstPerSecond, growth)
  // What failed while it came in a large step may hold in a small one.
  if (best.perSecond > 0) await climb(best.perSecond * fineGrowth, fineGrowth)
  if (best.perSecond > 0) await climb(best.perSecond * finestGrowth, finestGrowth)
  return best
}

/** In processes of its own: who came last would else carry in its memory what the others were told. */
const findRateAfresh = async (kind: BareKind, side: Side): Promise<Level> => {
  const home = mkdtempSync(join(tmpdir(), 'daomesh-rate-'))
  try {
    return await withChildren(kind, home, (children) => findRate(children, side))
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** What twelve processes keep up with, one side after the other. */
export const findRates = async (kind: BareKind): Promise<Readonly<Record<Side, Level>>> => ({
  bare: await findRateAfresh(kind, 'bare'),
  stored: await findRateAfresh(kind, 'stored'),
  ours: await findRateAfresh(kind, 'ours'),
})
