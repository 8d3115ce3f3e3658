import type { DaomeshError } from '@daomesh/protocol'

/** Stable: scripts may rely on them. `refused` is any coded error; `unavailable` means that no node answered. */
export const exitCodes = { ok: 0, usage: 2, refused: 3, unavailable: 4 } as const

const unavailable = new Set(['API_UNAVAILABLE'])
const usage = new Set(['INPUT_INVALID', 'AMOUNT_INVALID'])

export const exitCodeOf = ({ code }: Pick<DaomeshError, 'code'>): number =>
  unavailable.has(code) ? exitCodes.unavailable : usage.has(code) ? exitCodes.usage : exitCodes.refused
