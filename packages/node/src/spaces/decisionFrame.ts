import { epochToCite } from '@daomesh/governance'
import { type Address, type Decision, to0x } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { epochTimesOf } from './epochTimes.ts'
import type { DaoSpace } from './space.ts'

const zeroAddress = `0x${'0'.repeat(40)}` as Address
const zeroHash = to0x(new Uint8Array(32))
/** After the vote closes a decision stays enactable this long at least: an offline member must be able to come back first. */
const leastEnactingTime = 14 * 24 * 3600

/** What every decision that is proposed now has in common: the epochs it cites and its times, in seconds of chain time. */
export const decisionFrame = (
  node: Pick<NodeContext, 'chainView'>,
  space: DaoSpace,
): Pick<Decision, 'rosterEpoch' | 'rulesEpoch' | 'closesAt' | 'expiresAt' | 'executor' | 'afterDecision'> => {
  const state = space.chainState()
  const now = node.chainView.now()
  const closesAt = now + state.rules.votingPeriod
  return {
    rosterEpoch: epochToCite({ currentEpoch: state.rosterEpoch, rules: state.rules, createdAt: epochTimesOf(space), now }),
    rulesEpoch: state.rulesEpoch,
    closesAt,
    expiresAt: closesAt + Math.max(leastEnactingTime, state.rules.votingPeriod + state.rules.gracePeriod),
    executor: zeroAddress,
    afterDecision: zeroHash,
  }
}
