export type Counts = { readonly passed: number; readonly failed: number }

export type Result = Counts & {
  readonly id: string
  readonly title: string
  /** `impossible`: this machine cannot run the part; neither a pass nor a failure. */
  readonly outcome: 'passed' | 'failed' | 'impossible'
  readonly seconds: number
  /** Why it failed or could not run, one line; empty when it passed. */
  readonly reason: string
  /** Cases that it did not run, with the reason; it says so itself. */
  readonly notRun?: readonly string[]
  /** Cases that failed, each with the first line of its reason. */
  readonly failures?: readonly string[]
  /** File holding everything the part printed, absent if it never started. */
  readonly outputFile?: string
}
