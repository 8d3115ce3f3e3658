import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

export type Merger = InferClientOutputs<NodeClient>['mergers']['preview']
export type MergerToken = Merger['tokens'][number]

/** Basis points that a part is of all; 0 of nothing. */
export const bpsOf = (part: string | undefined, all: bigint): number => (all === 0n ? 0 : Number((BigInt(part ?? '0') * 10_000n) / all))

/** What all seats have together, before in one of both or afterwards. */
export const totalOf = (members: Merger['members'], when: 'from' | 'into' | 'after', of: 'power' | 'shares'): bigint =>
  members.reduce((sum, row) => sum + BigInt(row[when]?.[of] ?? '0'), 0n)

/** Whether somebody could leave with something else than before. */
export const changesParts = ({ parts }: MergerToken): boolean => parts.some(({ before, after }) => before !== after)
