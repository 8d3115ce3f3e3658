import type { Address, DecisionId, SpaceId } from '@daomesh/protocol'
import type { SceneMember } from '../../scene/startMember.ts'
import { requestId, until } from '../../scene/until.ts'
import type { Stage } from '../stage.ts'

export type Payment = { readonly to: Address; readonly wei: bigint }

/** One member submits; done once all seven have it. */
export const propose = async (
  { members }: Stage,
  author: SceneMember,
  space: SpaceId,
  title: string,
  payment: Payment | null,
): Promise<DecisionId> => {
  const calls = payment === null ? [] : [{ target: payment.to, value: payment.wei.toString(), data: '0x' as const }]
  const { decision } = await author.api.proposals.submit({ requestId: requestId(), space, draft: null, title, content: `${title}.`, calls })
  await until(`“${title}” on every host`, async () => {
    const lists = await Promise.all(members.map(({ api }) => api.proposals.list({ space })))
    return lists.every((rows) => rows.some((row) => row.decision === decision))
  })
  return decision
}
