import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nativeVerifier, verifyThreads } from '@daomesh/log/native'
import { limits, parseEntry, type Verifier } from '@daomesh/protocol'
import { key, members } from './dao/members.ts'
import { openFileStore, openMemberReplica } from './dao/openMemberReplica.ts'
import { entriesOf, writeDiscussion } from './dao/writeComments.ts'
import { atLeast, atMost, type BenchRow, median } from './row.ts'

const count = 10_000
const alone = 200
const rounds = 5

type Threaded = { readonly verifier: Verifier; readonly close: () => Promise<void> }

/** A verifier on this many threads, all of them up. */
const threaded = async (threadCount: number): Promise<Threaded> => {
  const threads = verifyThreads({ count: threadCount })
  threads.start()
  for (const end = performance.now() + 20_000; threads.ready() < threadCount;) {
    if (performance.now() > end) throw new Error('the threads do not come up')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return { verifier: nativeVerifier({ threads }), close: threads.close }
}

/** Milliseconds to check these entries, two batches under way at any time, as an ingest has them. */
const checkTime = async (verifier: Verifier, entries: readonly Uint8Array[]): Promise<number> => {
  const items = entries.map((bytes) => {
    const { header, headerBytes, signature, body } = parseEntry(bytes)
    return { device: header.device, headerBytes, signature, body, key: header.keyId === null ? null : key }
  })
  const check = async (at: number): Promise<void> => {
    const answers = await verifier.checkEntries?.(items.slice(at, at + limits.batchEntries))
    if (answers?.every(({ isGood }) => isGood) !== true) throw new Error('an entry of our own is bad')
  }
  // What is left over is too little for the threads.
  const whole = items.length - (items.length % limits.batchEntries)
  const began = performance.now()
  let before = Promise.resolve()
  for (let at = 0; at < whole; at += limits.batchEntries) {
    const now = check(at)
    await before
    before = now
  }
  await before
  return performance.now() - began
}

/** Of a durable ingest: milliseconds on the clock, and microseconds of the thread that answers people, for each entry. */
type Took = { readonly wall: number; readonly own: number }

/** A durable ingest, `step` entries at a time. */
const ingestTime = async (verifier: Verifier, entries: readonly Uint8Array[], path: string, step: number): Promise<Took> => {
  const [, member] = members
  if (member === undefined) throw new Error('twelve members')
  const store = openFileStore(path)
  const reader = await openMemberReplica({ member, store, verifier })
  const cpu = process.threadCpuUsage()
  const began = performance.now()
  for (let at = 0; at < entries.length; at += step) await reader.ingest(entries.slice(at, at + step))
  const wall = performance.now() - began
  const { user, system } = process.threadCpuUsage(cpu)
  if (reader.count() !== entries.length) throw new Error('the ingest lost entries')
  await reader.close()
  store.close()
  return { wall, own: (user + system) / entries.length }
}

/**
 * What threads bring: the checks alone, and a whole durable ingest of a discussion of twelve members, on two threads against one; how little of an ingest
 * they leave to the thread that answers people; and what they cost a record that comes alone, which is checked in place.
 *
 * On as many cores as threads an ingest cannot be twice as fast: they share the cores with the thread that judges and stores, and with the runtime's own that
 * collect garbage. Where an entry takes W in a check thread, M in the node's and G in the runtime's, one thread takes at least max(W, M), and two on two cores
 * at least (W + M + G) / 2.
 */
export const benchThreads = async (): Promise<readonly BenchRow[]> => {
  const home = mkdtempSync(join(tmpdir(), 'daomesh-threads-'))
  const one = await threaded(1)
  const two = await threaded(2)
  try {
    const entries = entriesOf(await writeDiscussion(count))
    const few = entries.slice(0, alone)
    const times = {
      checkOne: [] as number[],
      checkTwo: [] as number[],
      none: [] as Took[],
      one: [] as Took[],
      two: [] as Took[],
      here: [] as Took[],
      beside: [] as Took[],
    }
    await ingestTime(two.verifier, entries, join(home, 'warm.db'), entries.length)
    for (let round = 0; round < rounds; round++) {
      const at = (name: string): string => join(home, `${name}-${round}.db`)
      times.checkOne.push(await checkTime(one.verifier, entries))
      times.checkTwo.push(await checkTime(two.verifier, entries))
      times.none.push(await ingestTime(nativeVerifier(), entries, at('none'), entries.length))
      times.one.push(await ingestTime(one.verifier, entries, at('one'), entries.length))
      times.two.push(await ingestTime(two.verifier, entries, at('two'), entries.length))
      times.here.push(await ingestTime(nativeVerifier(), few, at('here'), 1))
      times.beside.push(await ingestTime(two.verifier, few, at('beside'), 1))
    }
    const rate = (of: readonly number[]): number => (count * 1000) / median(of)
    const wall = (of: readonly Took[]): readonly number[] => of.map((took) => took.wall)
    const own = (of: readonly Took[]): number => median(of.map((took) => took.own))
    return [
      atLeast('checks of entries on two threads against one', 'entries/s', rate(times.checkTwo), rate(times.checkOne), 1.5),
      atLeast('durable ingest with two threads for checks against one', 'entries/s', rate(wall(times.two)), rate(wall(times.one)), 1.5),
      atMost("of the node's own thread for an entry, with threads beside against without", 'us', own(times.two), own(times.none), 0.5),
      atMost(
        'one record at a time, with threads beside against without',
        'ms',
        median(wall(times.beside)) / alone,
        median(wall(times.here)) / alone,
        1.2,
      ),
    ]
  } finally {
    await one.close()
    await two.close()
    rmSync(home, { recursive: true, force: true })
  }
}
