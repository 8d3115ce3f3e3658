import type { Part } from '../parts/index.ts'
import type { Counts, Result } from './result.ts'

/** The exit code of a program that could not run on this machine. */
const IMPOSSIBLE = 77

export type Ending = {
  readonly code: number | null
  readonly signal: string | null
  readonly overLimit: boolean
  readonly counts: Counts | undefined
  /** The last line printed that is not blank. */
  readonly lastLine: string
}

type Verdict = Pick<Result, 'outcome' | 'passed' | 'failed' | 'reason'>

/**
 * Decides what a finished part means. Counts and exit code must agree before it passes: a part that
 * exits 0 with a failed case, exits 1 without one, or ran no case at all has failed.
 */
export function judge(part: Part, ending: Ending): Verdict {
  const { code, signal, overLimit, counts, lastLine } = ending
  if (part.mayBeImpossible && code === IMPOSSIBLE && !overLimit) return { outcome: 'impossible', passed: 0, failed: 0, reason: lastLine }

  const problem = findProblem(part, ending)
  const passed = counts?.passed ?? 0
  const failed = counts?.failed ?? 0
  if (problem !== undefined) return { outcome: 'failed', passed, failed: Math.max(failed, 1), reason: problem }
  if (overLimit || code !== 0) {
    const reason = overLimit ? `over its limit of ${part.limitSeconds} s` : `ended with ${signal ?? `exit code ${code}`}`
    return { outcome: 'failed', passed, failed: Math.max(failed, 1), reason }
  }
  return { outcome: 'passed', passed: counts?.passed ?? 1, failed: 0, reason: '' }
}

function findProblem(part: Part, { code, overLimit, counts }: Ending): string | undefined {
  if (overLimit || code !== 0) return undefined
  if (counts !== undefined && counts.failed > 0) return `${counts.failed} failed`
  if (counts !== undefined && counts.passed === 0) return 'no case ran'
  if (counts === undefined && part.counts !== 'none' && part.counts !== 'maybeLine') return 'gave no counts'
  return undefined
}
