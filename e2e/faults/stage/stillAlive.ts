/** Milliseconds that a killed process gets until it is gone: where a request failed under it, as many as a slow machine may need, and no more where nothing did. */
const grace = { failed: 30_000, well: 2_000 } as const

/** Resolves where a process whose end is waited for beside has outlived its grace. */
export const stillAlive = (hasFailed: boolean): Promise<'alive'> =>
  new Promise((resolve) => setTimeout(() => resolve('alive'), hasFailed ? grace.failed : grace.well))
