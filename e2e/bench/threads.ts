import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nativeVerifier, verifyThreads } from '@daomesh/log/native'
import { decodeEntry, limits, signedBytes, type Verifier } from '@daomesh/protocol'
import { members } from './dao/members.ts'
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
  for (const end = performance.now() + 20_000; threads.ready() < threadCount;) {
    if (performance.now() > end) throw new Error('the threads do not come up')
    await threads.verify([])
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return { verifier: nativeVerifier({ threads }), close: threads.close }
}

/** Milliseconds to check these signatures, two batches under way at any time, as an ingest has them. */
const checkTime = async (verifier: Verifier, entries: readonly Uint8Array[]): Promise<number> => {
  const items = entries
    .map(decodeEntry)
    .map(({ header, headerBytes, signature }) => ({ device: header.device, message: signedBytes(headerBytes), signature }))
  const check = async (at: number): Promise<void> => {
    if (!(await verifier.verifyDevice(items.slice(at, at + limits.batchEntries))).every(Boolean))
      throw new Error('a signature of our own is bad')
  }
  const began = performance.now()
  let before = Promise.resolve()
  for (let at = 0; at < items.length; at += limits.batchEntries) {
    const now = check(at)
    await before
    before = now
  }
  await before
  return performance.now() - began
}

/** Milliseconds of a durable ingest, `step` entries at a time. */
const ingestTime = async (verifier: Verifier, entries: readonly Uint8Array[], path: string, step: number): Promise<number> => {
  const [, member] = members
  if (member === undefined) throw new Error('twelve members')
  const store = openFileStore(path)
  const reader = await openMemberReplica({ member, store, verifier })
  const began = performance.now()
  for (let at = 0; at < entries.length; at += step) await reader.ingest(entries.slice(at, at + step))
  const took = performance.now() - began
  if (reader.count() !== entries.length) throw new Error('the ingest lost entries')
  await reader.close()
  store.close()
  return took
}

/**
 * What threads for signatures bring: the checks alone, and a whole durable ingest of a discussion of twelve members, on two threads against one; and what they
 * cost a record that comes alone, which is checked in place. An ingest on as many cores as threads shares them with the thread that decodes, judges and
 * stores.
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
      one: [] as number[],
      two: [] as number[],
      here: [] as number[],
      beside: [] as number[],
    }
    await ingestTime(two.verifier, entries, join(home, 'warm.db'), entries.length)
    for (let round = 0; round < rounds; round++) {
      const at = (name: string): string => join(home, `${name}-${round}.db`)
      times.checkOne.push(await checkTime(one.verifier, entries))
      times.checkTwo.push(await checkTime(two.verifier, entries))
      times.one.push(await ingestTime(one.verifier, entries, at('one'), entries.length))
      times.two.push(await ingestTime(two.verifier, entries, at('two'), entries.length))
      times.here.push(await ingestTime(nativeVerifier(), few, at('here'), 1))
      times.beside.push(await ingestTime(two.verifier, few, at('beside'), 1))
    }
    const rate = (of: readonly number[]): number => (count * 1000) / median(of)
    return [
      atLeast('signature checks on two threads against one', 'entries/s', rate(times.checkTwo), rate(times.checkOne), 1.5),
      atLeast('durable ingest with two threads for signatures against one', 'entries/s', rate(times.two), rate(times.one), 1.5),
      atMost(
        'one record at a time, with threads beside against without',
        'ms',
        median(times.beside) / alone,
        median(times.here) / alone,
        1.2,
      ),
    ]
  } finally {
    await one.close()
    await two.close()
    rmSync(home, { recursive: true, force: true })
  }
}
