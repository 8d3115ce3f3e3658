import type { CountSource } from '../parts/part.ts'
import type { Counts } from './result.ts'

/** Takes the last line that reads `N passed, N failed`; earlier ones may be sub-totals. */
export function readLineCounts(output: string): Counts | undefined {
  const last = [...output.matchAll(/^\W*(\d+) passed, (\d+) failed\W*$/gm)].at(-1)
  return last === undefined ? undefined : { passed: Number(last[1]), failed: Number(last[2]) }
}

/** The cases that a part names as not run, each with its reason. */
export const readNotRun = (output: string): readonly string[] => [...output.matchAll(/^not run: (.+)$/gm)].map(([, words = '']) => words)

/** A file that could not even be collected fails without failing a test: it counts as one failure. */
function readVitestCounts(report: Record<string, unknown>): Counts | undefined {
  const { numPassedTests, numFailedTests, testResults } = report
  if (typeof numPassedTests !== 'number' || typeof numFailedTests !== 'number' || !Array.isArray(testResults)) return undefined
  const files: { status?: string; assertionResults?: { status?: string }[] }[] = testResults
  const broken = files.filter(
    (file) => file.status === 'failed' && !(file.assertionResults ?? []).some((test) => test.status === 'failed'),
  ).length
  return { passed: numPassedTests, failed: numFailedTests + broken }
}

/** A flaky test passed only on a second try: that is a failure. */
function readPlaywrightCounts(report: Record<string, unknown>): Counts | undefined {
  const { stats, errors } = report
  if (typeof stats !== 'object' || stats === null) return undefined
  const { expected, unexpected, flaky } = stats as Record<string, unknown>
  if (typeof expected !== 'number' || typeof unexpected !== 'number' || typeof flaky !== 'number') return undefined
  return { passed: expected, failed: unexpected + flaky + (Array.isArray(errors) ? errors.length : 0) }
}

function parseReport(json: string): Record<string, unknown> | undefined {
  try {
    const report: unknown = JSON.parse(json)
    return typeof report === 'object' && report !== null ? (report as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/**
 * Reads the counts of a finished part.
 *
 * @param output everything the part printed
 * @param report content of its JSON report, empty when it wrote none
 * @returns undefined when the part promised counts and gave none
 */
export function readCounts(source: CountSource, output: string, report: string): Counts | undefined {
  if (source === 'line' || source === 'maybeLine') return readLineCounts(output)
  if (source === 'none') return undefined
  const parsed = parseReport(report)
  if (parsed === undefined) return undefined
  return source === 'vitest' ? readVitestCounts(parsed) : readPlaywrightCounts(parsed)
}
