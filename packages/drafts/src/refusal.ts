/** Why an update is not admitted, with the rule of SPEC.md. Stable: the audit view and tests carry these. */
export const refusals = {
  malformed: 'Y2',
  size: 'Y3',
  'foreign-client': 'Y4',
  'clock-gap': 'Y5',
  garbage: 'Y6',
  content: 'Y7',
  schema: 'Y8',
  reference: 'Y9',
  placement: 'Y10',
  deletion: 'Y11',
  depth: 'Y12',
  'set-aside': 'Y14',
  apply: 'Y16',
} as const

export type RefusalReason = keyof typeof refusals

/** Thrown while an update is read and judged; never leaves this package. */
export class UpdateRefused extends Error {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason, detail: string, cause?: unknown) {
    super(`${refusals[reason]} ${reason}: ${detail}`, cause === undefined ? undefined : { cause })
    this.name = 'UpdateRefused'
    this.reason = reason
  }
}
