import { epochToCite, weeklyClose } from '@daomesh/governance'
import { type Decision, to0x, zeroAddress } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { epochTimesOf } from './epochTimes.ts'
import type { DaoSpace } from './space.ts'

const zeroHash = to0x(new Uint8Array(32))
/** After the vote closes a decision stays enactable this long at least: an offline member must be able to come back first. */
const leastEnactingTime = 14 * 24 * 3600

/**
 * What every decision that is proposed now has in common: the epochs it cites and its times, in seconds of chain time. `closes`: after the voting period,
 * or with everything else of the week (T25).
 */
export const decisionFrame = (
  node: Pick<NodeContext, 'chainView'>,
  space: DaoSpace,
  closes: 'period' | 'week' = 'period',
): Pick<Decision, 'rosterEpoch' | 'rulesEpoch' | 'closesAt' | 'expiresAt' | 'executor' | 'afterDecision'> => {
  const state = space.chainState()
  const now = node.chainView.now()
  const { votingPeriod } = state.rules
  const closesAt = closes === 'week' ? weeklyClose(now, votingPeriod) : now + votingPeriod
  return {
    rosterEpoch: epochToCite({ currentEpoch: state.rosterEpoch, rules: state.rules, createdAt: epochTimesOf(space), now }),
    rulesEpoch: state.rulesEpoch,
    closesAt,
    expiresAt: closesAt + Math.max(leastEnactingTime, votingPeriod + state.rules.gracePeriod),
    executor: zeroAddress,
    afterDecision: zeroHash,
  }
}
