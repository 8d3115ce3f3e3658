import { closeSync, existsSync, globSync, openSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Part } from '../parts/index.ts'
import { repository } from '../repository.ts'
import { judge } from './judge.ts'
import { runGroup } from './processGroup.ts'
import { readCounts, readNotRun } from './readCounts.ts'
import { readFailures } from './readFailures.ts'
import type { Result } from './result.ts'

/** Node and the tools come from the repository, whatever the machine has; output stays free of colour codes. */
export function partEnvironment(countsFile: string): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _colour, ...inherited } = process.env
  const path = [join(repository, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter)
  return { ...inherited, PATH: path, NO_COLOR: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: countsFile }
}

/** Everything a part printed, without the colours some tools insist on. */
export const readPrinted = (outputFile: string): string => stripVTControlCharacters(readFileSync(outputFile, 'utf8'))

export function findMissing(needs: readonly string[], cwd: string): string | undefined {
  return needs.find((need) => globSync(need, { cwd, exclude: (name) => name === 'node_modules' }).length === 0)
}

/**
 * Runs one part to its end.
 *
 * @param folder where its output and report are kept
 */
export async function runPart(part: Part, folder: string): Promise<Result> {
  const { id, title } = part
  const missing = findMissing(part.needs, repository)
  if (missing !== undefined) return { id, title, outcome: 'failed', passed: 0, failed: 1, seconds: 0, reason: `missing: ${missing}` }

  const outputFile = join(folder, `${id}.log`)
  const countsFile = join(folder, `${id}.json`)
  const output = openSync(outputFile, 'a')
  const start = performance.now()
  try {
    const command = part.command(countsFile)
    const exit = await runGroup(command, output, part.limitSeconds, { cwd: repository, env: partEnvironment(countsFile) })
    const printed = readPrinted(outputFile)
    const report = existsSync(countsFile) ? readFileSync(countsFile, 'utf8') : ''
    const lastLine = printed.trimEnd().split('\n').at(-1)?.trim() ?? ''
    const verdict = judge(part, { ...exit, counts: readCounts(part.counts, printed, report), lastLine })
    const failures = verdict.outcome === 'failed' ? readFailures(printed) : []
    return { id, title, ...verdict, notRun: readNotRun(printed), failures, seconds: (performance.now() - start) / 1_000, outputFile }
  } catch (error) {
    const reason = `could not start: ${error instanceof Error ? error.message : String(error)}`
    return { id, title, outcome: 'failed', passed: 0, failed: 1, seconds: (performance.now() - start) / 1_000, reason }
  } finally {
    closeSync(output)
  }
}
