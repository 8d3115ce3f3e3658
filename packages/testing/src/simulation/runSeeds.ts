import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { SeedResult } from './runSeed.ts'

/** More threads than this only fight for memory. */
const mostThreads = 4

/** Runs seeds on the machine's cores and tells each result as it comes; the answer is in the order asked. @throws when a thread itself fails. */
export const runSeeds = async (
  seeds: readonly number[],
  onResult: (result: SeedResult, milliseconds: number) => void,
): Promise<readonly SeedResult[]> => {
  const results = new Map<number, SeedResult>()
  const waiting = [...seeds.entries()]
  const thread = async (): Promise<void> => {
    const worker = new Worker(new URL('./seedWorker.ts', import.meta.url))
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [at, seed] = next
        const started = performance.now()
        worker.postMessage(seed)
        // `once` of node:events also rejects when the thread fails.
        const [result] = (await once(worker, 'message')) as [SeedResult]
        results.set(at, result)
        onResult(result, performance.now() - started)
      }
    } finally {
      await worker.terminate()
    }
  }
  const threads = Math.min(availableParallelism(), mostThreads, seeds.length)
  await Promise.all(Array.from({ length: threads }, thread))
  return seeds.flatMap((_, at) => results.get(at) ?? [])
}
