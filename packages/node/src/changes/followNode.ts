import type { NodeContext } from '../context.ts'
import { followChanges, type FollowChangesParameters } from './followChanges.ts'
import { followFailed } from './followFailed.ts'

/** Looks again after changes of this node and from time to time; what a look throws is written down, and it is looked again. Returns what stops it. */
export const followNode = (
  { changes, adapters: { clock, logger } }: Pick<NodeContext, 'changes' | 'adapters'>,
  following: Pick<FollowChangesParameters, 'topics' | 'waits' | 'look'>,
): (() => void) => followChanges({ ...following, changes, clock, failed: followFailed(logger) })
