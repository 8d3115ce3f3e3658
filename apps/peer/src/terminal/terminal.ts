import type { Readable, Writable } from 'node:stream'

/** Where a person types and reads. Questions go to stderr, because stdout is for results. */
export type Terminal = { readonly input: Readable & { readonly setRawMode?: (raw: boolean) => unknown }; readonly output: Writable }

export const ownTerminal = (): Terminal => ({ input: process.stdin, output: process.stderr })

/** What Ctrl-C is where a program reads each key itself; the system sends no signal then. */
export const interruptKey = '\u0003'
