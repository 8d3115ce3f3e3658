import { atLeast, atMost, type BenchMeasure, type BenchReport, type BenchRow, median } from '../row.ts'
import { backlogSize } from './backlog.ts'
import type { Joined } from './messages.ts'
import type { OurRound } from './ours/join.ts'
import { installPeers } from './installPeers.ts'
import { findRates, p99Limit } from './rate/rate.ts'
import { runPair } from './runPair.ts'

const ours = 'a signature and the rules per entry; SQLite, flushed to disk (WAL, synchronous = FULL)'
/** OrbitDB reads and writes through its stores as they come: a flush would cost it more. */
const orbitdb = 'a signature and the access rule per entry; LevelDB, not flushed to disk, which is less than ours'
const floor = 'nothing is signed or checked, one author; SQLite, flushed to disk (WAL, synchronous = FULL)'
const late = 3

const measureOf = (who: string, note: string, joined: readonly Joined[], ownBytes: number): BenchMeasure => ({
  who,
  milliseconds: median(joined.map(({ milliseconds }) => milliseconds)),
  wireBytes: median(joined.map(({ wireBytes }) => wireBytes)),
  ownBytes,
  note,
})
const bareMeasure = (who: string, milliseconds: readonly number[], note: string): BenchMeasure => ({
  who,
  milliseconds: median(milliseconds),
  wireBytes: null,
  ownBytes: null,
  note,
})

/** A peer that keeps up with no rate at all is no measure: then nothing was shown. */
const rateRow = (name: string, own: number, peer: number): BenchRow => {
  const row = atLeast(name, 'messages/s', own, peer, 3)
  return { ...row, holds: row.holds && peer > 0 }
}

/** Peers that sign nothing. */
const measureFloor = async (): Promise<readonly BenchMeasure[]> => {
  const measures = []
  for (const [who, serve, join] of [
    ['Yjs over plain TCP', new URL('./peers/yjs/serve.ts', import.meta.url), new URL('./peers/yjs/join.ts', import.meta.url)],
    [
      'automerge-repo over a WebSocket',
      new URL('./peers/automerge/serve.ts', import.meta.url),
      new URL('./peers/automerge/join.ts', import.meta.url),
    ],
  ] as const) {
    process.stderr.write(`  ${who}\n`)
    const { serving, joined } = await runPair<Joined>(serve, join, late)
    measures.push(measureOf(who, floor, joined, serving.ownBytes))
  }
  return measures
}

/**
 * A late peer fetching 10 000 entries, and the rate that twelve processes keep up with. Ours and real peers from npm in the same run, in processes of their
 * own, over TCP on one machine. Those that sign every entry are compared; those that sign nothing stand in a table of their own, as the floor.
 *
 * Against OrbitDB every late peer is a fresh process: our median against its best. Against the bare work on the same bytes both sides run code that is warm.
 */
export const benchSync = async (): Promise<BenchReport> => {
  installPeers()
  process.stderr.write('  ours\n')
  const own = (
    await runPair<readonly OurRound[]>(new URL('./ours/serve.ts', import.meta.url), new URL('./ours/join.ts', import.meta.url), late)
  ).joined
  const fresh = own.flatMap((rounds) => rounds.slice(0, 1))
  const warm = own.flatMap((rounds) => rounds.slice(1))
  process.stderr.write('  OrbitDB, about three minutes\n')
  const orbit = await runPair<Joined>(
    new URL('./peers/orbitdb/serve.ts', import.meta.url),
    new URL('./peers/orbitdb/join.ts', import.meta.url),
    2,
  )
  // The better of two: what a busy machine adds to the slowest of all is no merit of ours.
  const orbitTime = Math.min(...orbit.joined.map(({ milliseconds }) => milliseconds))
  const floorMeasures = await measureFloor()
  const rates = await findRates('default')

  const timeOf = (joined: readonly Joined[]): number => median(joined.map(({ milliseconds }) => milliseconds))
  const ownBytes = median(fresh.map((round) => round.ownBytes))
  const backlog = `${backlogSize} entries to a late peer`
  return {
    rows: [
      atLeast(`${backlog}, against OrbitDB`, 'entries/s', (backlogSize * 1000) / timeOf(fresh), (backlogSize * 1000) / orbitTime, 50),
      atMost(
        `${backlog}, against bare transfer and signature checks`,
        'ms',
        timeOf(warm),
        median(warm.map(({ bare }) => bare.transfer + bare.verify)),
        1.25,
      ),
      atMost(
        `${backlog}, bytes on the wire against the entries' own`,
        'bytes',
        median(fresh.map(({ wireBytes }) => wireBytes)),
        ownBytes,
        1.1,
      ),
      rateRow(
        `12 processes, nothing lost, p99 within ${p99Limit} ms, against gossipsub by default`,
        rates.ours.perSecond,
        rates.bare.perSecond,
      ),
      rateRow('the same, against gossipsub by default that stores each message as durably', rates.ours.perSecond, rates.stored.perSecond),
    ],
    tables: [
      {
        title: `authenticated: ${backlog}`,
        measures: [
          measureOf('DAOmesh, fresh process', ours, fresh, ownBytes),
          measureOf('DAOmesh, warm', ours, warm, ownBytes),
          { ...measureOf('OrbitDB 4 on Helia 6, fresh process', orbitdb, orbit.joined, orbit.serving.ownBytes), milliseconds: orbitTime },
          bareMeasure(
            'bare libp2p transfer of our bytes',
            warm.map(({ bare }) => bare.transfer),
            'nothing is checked or written',
          ),
          bareMeasure(
            'bare checks of our signatures',
            warm.map(({ bare }) => bare.verify),
            'by the runtime, on one thread; nothing is written',
          ),
          bareMeasure(
            'bare writes of our bytes',
            warm.map(({ bare }) => bare.persist),
            'SQLite, flushed to disk, in the batches of a sync',
          ),
        ],
      },
      { title: `unauthenticated floor: ${backlog}`, measures: floorMeasures },
    ],
  }
}
