/** How the tools of the suite open the report of a case that failed: vitest, Playwright, forge, and the suite's own programs. */
const openings = [/^\s*FAIL\s+(?:\|\w+\|\s+)?(.+)$/, /^\s+\d+\) (.+?)[\s─]*$/, /^\[(FAIL\b.*)$/, /^(?:failed|failed step): (.+)$/]

/** Lines after such a line in which its reason is looked for. */
const REASON_WITHIN = 6

const reasonLine = /^\s*(\w*Error\b.*|expected .+)$/

/** More of them say nothing that the output does not. */
const MOST_NAMED = 20

/**
 * The cases that failed, one line each with the first line of its reason, so that the end of a suite names them: whoever
 * reads a run elsewhere often has its last lines only.
 *
 * @param output everything the part printed
 */
export function readFailures(output: string): readonly string[] {
  const lines = output.split('\n')
  const named = lines.flatMap((line, at) => {
    const name = openings.map((opening) => opening.exec(line)?.[1]?.trim()).find((found) => found !== undefined)
    if (name === undefined) return []
    const reason = lines.slice(at + 1, at + 1 + REASON_WITHIN).find((next) => reasonLine.test(next))
    return [reason === undefined ? name : `${name}: ${reason.trim()}`]
  })
  return [...new Set(named)].slice(0, MOST_NAMED)
}
