export type BenchRow = {
  readonly name: string
  readonly unit: 'gas'
  readonly ours: number
  readonly peer: number
  /** ours / peer, three decimals. */
  readonly ratio: number
  /** The ratio that must not be exceeded. */
  readonly target: number
  readonly holds: boolean
}

/** A figure of ours beside a peer's. */
export const row = (name: string, ours: bigint, peer: bigint, target: number): BenchRow => {
  const ratio = Math.round((Number(ours) / Number(peer)) * 1000) / 1000
  return { name, unit: 'gas', ours: Number(ours), peer: Number(peer), ratio, target, holds: Number(ours) <= target * Number(peer) }
}
