import { resolve } from 'node:path'

/** The repository's root: every path in the suite is relative to it. */
export const repository = resolve(import.meta.dirname, '..', '..')
