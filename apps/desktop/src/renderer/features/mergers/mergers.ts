import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

export type Merger = InferClientOutputs<NodeClient>['mergers']['preview']

/** What people call the DAO that goes, and the one that stays. */
export type MergerNames = { readonly from: string; readonly into: string }

/** A weight as people write it: without a denominator of one. */
export const fractionText = ({ numerator, denominator }: Merger['power']): string =>
  denominator === '1' ? numerator : `${numerator}/${denominator}`

/** Basis points that a part is of all; 0 of nothing. */
export const bpsOf = (part: string | undefined, all: bigint): number => (all === 0n ? 0 : Number((BigInt(part ?? '0') * 10_000n) / all))

/** What all seats have together, before in one of both or afterwards. */
export const totalOf = (members: Merger['members'], when: 'from' | 'into' | 'after', of: 'power' | 'shares'): bigint =>
  members.reduce((sum, row) => sum + BigInt(row[when]?.[of] ?? '0'), 0n)
