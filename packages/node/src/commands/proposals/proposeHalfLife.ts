import { nameOf } from '@daomesh/governance'
import { DaomeshError, type DecisionId, type EntryId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { halfLifeCall, halfLifeNow } from '../../spaces/halfLifeNow.ts'
import { inert } from '../../words/inert.ts'
import { submitProposal } from './submitProposal.ts'

/**
 * Proposes the decision of the present period: every power to what its grant has come to. It sets powers and lowers none twice, so a second one changes
 * nothing (governance H2).
 * @throws DaomeshError `HALF_LIFE_NOT_DUE`.
 */
export const proposeHalfLife = async (
  node: NodeContext,
  { space: id }: { readonly space: SpaceId },
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  const space = node.spaces.dao(id)
  const state = halfLifeNow(node, space)
  if (state === null || state.due.length === 0) throw new DaomeshError('HALF_LIFE_NOT_DUE', { meta: { space: id } })
  const { target, value, data } = halfLifeCall(space, state)
  const names = state.due.map(({ account }) => nameOf(space.registers(), account))
  // The call itself names the accounts; beside a name one stands only where two members are called the same.
  const lines = state.due.map(({ account, from, to }, i) => {
    const name = names[i] ?? null
    const isOnly = names.filter((one) => one === name).length === 1
    return `- ${name === null ? account : isOnly ? inert(name) : `${inert(name)} (${account})`}: ${from} → ${to}`
  })
  const content = ['By the half-life of power that we agreed on, these powers have come to this. Shares stay.', lines.join('\n')].join(
    '\n\n',
  )
  return submitProposal(
    node,
    {
      space: id,
      draft: null,
      title: `Half-life of power: period ${state.period}`,
      content: `${content}\n`,
      calls: [{ target, value: value.toString(), data }],
    },
    keep,
  )
}
