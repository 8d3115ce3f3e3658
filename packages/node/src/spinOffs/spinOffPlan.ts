import { currentMembers, planSpinOff, tokensOf } from '@daomesh/governance'
import { type Address, DaomeshError, type Hex, type Rules, type SpaceId, type SpinOffQuestion, ether } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from '../spaces/space.ts'

export type SpinOffPlan = {
  readonly space: SpaceId
  readonly leavers: readonly Address[]
  readonly name: string
  /** Of the new DAO; null: those of this one. */
  readonly rules: Rules | null
  readonly tokens: readonly Address[]
}

/** ETH and every token of the list that is divided; NFTs stay. */
const tokensFor = (space: DaoSpace, named: readonly Address[]): readonly Address[] => {
  const listed = tokensOf(space.registers()).flatMap(({ token, standard }) => (standard === 'erc20' ? [token] : []))
  return [...new Set([ether, ...listed, ...named])].toSorted()
}

/**
 * The founding into which these members leave, and with what, by final facts.
 * @throws DaomeshError `SPIN_OFF_IMPOSSIBLE`, `INPUT_INVALID` before the DAO is deployed.
 */
export const spinOffPlan = (node: NodeContext, plan: SpinOffPlan, salt: Hex): Omit<SpinOffQuestion, 'note'> => {
  const space = node.spaces.dao(plan.space)
  const state = space.chainState()
  if (!state.founded) throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'the DAO is not deployed yet' } })
  const { chainId, genesisHash } = space.record.chain
  const { genesis, totalShares } = planSpinOff({
    members: currentMembers(state),
    leavers: plan.leavers,
    name: plan.name,
    rules: plan.rules ?? state.rules,
    chainId,
    chainGenesis: genesisHash,
    salt,
  })
  return { genesis, totalShares, tokens: tokensFor(space, plan.tokens) }
}
