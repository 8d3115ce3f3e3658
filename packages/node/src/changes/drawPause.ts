import type { Random } from '@daomesh/protocol'

/** Milliseconds. */
export type PauseRange = { readonly least: number; readonly most: number }

/** A pause by chance: of a dozen nodes that are about to do the same, whoever draws the shortest does it, and the others see that it is done. */
export const drawPause = (random: Random, { least, most }: PauseRange): number => least + ((random.bytes(1)[0] ?? 0) / 255) * (most - least)
