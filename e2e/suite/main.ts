/**
 * The whole test suite, what `npm test` runs. See `--list` for its parts; `--only a,b` and `--skip a` choose among them.
 * Ends with `N passed, N failed` on the last line and a non-zero exit code on any failure.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { provideChromium } from './chromium/provideChromium.ts'
import { readOptions } from './options.ts'
import { parts } from './parts/index.ts'
import type { Part } from './parts/index.ts'
import { startProgress } from './progress.ts'
import { endAllGroups } from './run/processGroup.ts'
import type { Result } from './run/result.ts'
import { runPart } from './run/runPart.ts'
import { schedule } from './run/schedule.ts'
import { sumCounts, summarize } from './summary.ts'

/** More parts side by side than this gains nothing and blurs the durations. */
const MOST_CORES = 4

async function runSuite(chosen: readonly Part[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'daomesh-suite-'))
  const progress = startProgress(chosen.length, process.stdout)
  const start = performance.now()

  let noBrowser: string | undefined
  if (chosen.some(({ id }) => id === 'ui')) {
    const chromium = await provideChromium(folder, progress.note)
    if ('path' in chromium) process.env['DAOMESH_CHROMIUM'] = chromium.path
    else noBrowser = chromium.reason
  }

  const cores = Math.min(MOST_CORES, Math.max(2, availableParallelism()))
  const results = await schedule(chosen, cores, async (part): Promise<Result> => {
    progress.started(part)
    const result: Result =
      part.id === 'ui' && noBrowser !== undefined
        ? { id: part.id, title: part.title, outcome: 'impossible', passed: 0, failed: 0, seconds: 0, reason: noBrowser }
        : await runPart(part, folder)
    progress.ended(result)
    return result
  })
  progress.stop()

  const { failed } = sumCounts(results)
  // What failed or could not run names files in there.
  if (results.every(({ outcome }) => outcome === 'passed')) rmSync(folder, { recursive: true, force: true })
  console.log(summarize(results, (performance.now() - start) / 1_000).join('\n'))
  return failed === 0 ? 0 : 1
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    endAllGroups()
    process.exit(130)
  })
}

try {
  const { list, chosen } = readOptions(process.argv.slice(2), parts)
  if (list) console.log(chosen.map(({ id, title }) => `${id.padEnd(12)}${title}`).join('\n'))
  else process.exitCode = await runSuite(chosen)
} catch (error) {
  endAllGroups()
  console.error(error instanceof Error ? error.message : error)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
}
