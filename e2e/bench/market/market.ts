import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { atMost, type BenchRow } from '../row.ts'
import { fillMarket } from './fillMarket.ts'

const posts = 50_000
/** What the design allows a search, and a whole node with such a market. */
const searchMilliseconds = 50
const nodeMegabytes = 500

const child = fileURLToPath(new URL('marketChild.ts', import.meta.url))
const run = promisify(execFile)
const answer = z.object({
  posts: z.number(),
  found: z.number().min(1),
  searches: z.number(),
  median: z.number(),
  worst: z.number(),
  /** Milliseconds of processor time of the search that took most: what a busy machine does not change. */
  cpu: z.number(),
  slowest: z.string(),
  megabytes: z.number(),
})

/** A market of 50 000 posts on one node, in a process of its own: the slowest of many kinds of search, and its memory, each against its bound. */
export const benchMarket = async (): Promise<readonly BenchRow[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'daomesh-bench-market-'))
  try {
    const path = join(folder, 'market.sqlite')
    await fillMarket(path, posts, Math.floor(Date.now() / 1000))
    const { stdout } = await run(process.execPath, [child, path], { maxBuffer: 1024 * 1024, timeout: 300_000 })
    const { posts: held, searches, median, worst, cpu, slowest, megabytes } = answer.parse(JSON.parse(stdout))
    if (held !== posts) throw new Error(`the node holds ${held} of ${posts} posts`)
    process.stderr.write(`  slowest: ${slowest}\n`)
    return [
      atMost(
        `market of ${posts} posts: slowest of ${searches} searches (median ${median.toFixed(1)} ms, most processor time ${cpu.toFixed(1)} ms), against the bound`,
        'ms',
        worst,
        searchMilliseconds,
        1,
      ),
      atMost(`market of ${posts} posts: memory of the whole node, against the bound`, 'MB', megabytes, nodeMegabytes, 1),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
