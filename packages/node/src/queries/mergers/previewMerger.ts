import type { SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { mergerScene } from '../../mergers/mergerScene.ts'
import { type MergerWeights, planMerger } from '../../mergers/planMerger.ts'
import { type MergerAnswer, readMerger } from '../../mergers/readMerger.ts'
import { partnershipSeat } from '../../partnerships/partnershipOf.ts'

/**
 * What a merger by these weights would come to now: seats, power and shares, what each treasury holds, and what each member could leave with, before and after.
 * @throws DaomeshError `MERGER_IMPOSSIBLE`, `SPACE_UNKNOWN`, `MEMBERSHIP_REFUSED`, `CHAIN_UNREACHABLE`.
 */
export const previewMerger = async (
  node: NodeContext,
  { space: id, weights }: { readonly space: SpaceId; readonly weights: MergerWeights },
): Promise<MergerAnswer> => {
  const { space } = partnershipSeat(node, id)
  const merger = await planMerger(node, space, weights)
  return readMerger(node, mergerScene(node, merger, space))
}
