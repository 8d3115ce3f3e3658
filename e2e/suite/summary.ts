import type { Counts, Result } from './run/result.ts'

export function sumCounts(results: readonly Result[]): Counts {
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
  }
}

/**
 * The closing words: a line for each part, then the parts and cases that did not run and why, those that
 * failed, and on the last line the totals.
 */
export function summarize(results: readonly Result[], seconds: number): string[] {
  const width = Math.max(...results.map(({ id }) => id.length))
  const rows = results.map(({ id, outcome, passed, failed, seconds: own }) => {
    const said = outcome === 'impossible' ? 'could not run here' : `${passed} passed, ${failed} failed`
    return `${id.padEnd(width)}  ${said.padEnd(24)}  ${own.toFixed(1)} s`
  })
  const impossible = results
    .filter(({ outcome }) => outcome === 'impossible')
    .map(({ id, reason }) => `${id} could not run here: ${reason}`)
  const notRun = results.flatMap(({ id, notRun: cases = [] }) => cases.map((words) => `${id} did not run: ${words}`))
  const failures = results.flatMap(({ id, failures: cases = [] }) => cases.map((words) => `${id} failed: ${words}`))
  const { passed, failed } = sumCounts(results)
  return [
    '',
    ...rows,
    `${'all'.padEnd(width)}  ${''.padEnd(24)}  ${seconds.toFixed(1)} s`,
    ...impossible,
    ...notRun,
    ...failures,
    `${passed} passed, ${failed} failed`,
  ]
}
