import type { EntryVerdict, Standing } from '../store/LogStore.ts'

/** Complete entries as columns: one place per entry, in the order of the graph, so that each follows what it refers to. */
export type EntryColumns = {
  readonly count: number
  /** 32 bytes each. */
  readonly ids: Uint8Array
  readonly logs: Uint32Array
  readonly seqs: Uint32Array
  readonly depths: Uint32Array
  readonly views: Uint32Array
  readonly kinds: Uint32Array
  readonly ats: Float64Array
  readonly origins: Uint32Array
  /** Verdict and standing in one byte. */
  readonly judgements: Uint8Array
  /** Where the references of each begin; prev first, then the parents. */
  readonly refStarts: Uint32Array
  readonly refs: Uint32Array
  /** Places by log and seq, and where those of each log begin. */
  readonly logStarts: Uint32Array
  readonly logPlaces: Uint32Array
}

const verdicts: readonly EntryVerdict[] = ['pending', 'locked', 'accepted', 'rejected', 'opaque']
const standings: readonly Standing[] = ['counted', 'forked', 'cut']

export const judgementByte = (verdict: EntryVerdict, standing: Standing): number =>
  verdicts.indexOf(verdict) * 4 + standings.indexOf(standing)
export const verdictOf = (byte: number): EntryVerdict => verdicts[byte >> 2] ?? 'pending'
export const standingOf = (byte: number): Standing => standings[byte & 3] ?? 'counted'
