import { powerRewardsAddress, promiseCalls } from '@daomesh/chain'
import { contentHashOf, type OfferRow, rulingPeriod } from '@daomesh/governance'
import { DaomeshError, type Decision, limits, utf8, writePowerPromise } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { isOurTurn } from '../deals/askingTurn.ts'
import { titledWithin } from '../deals/titledWithin.ts'
import { learnCode } from '../due/pinnedCode.ts'
import { decisionFrame } from '../spaces/decisionFrame.ts'
import { epochTimesOf } from '../spaces/epochTimes.ts'
import type { DaoSpace, DealSpace } from '../spaces/space.ts'
import { askedFor, standsPromised } from './askedFor.ts'
import { bountyEndOf, type PromisedPower, promisesIn } from './promisesIn.ts'

/** What is left to enact it once the bounty can be settled no later, or once all was paid, seconds. */
const enactingTime = 30 * 24 * 3_600
const lastSecond = 2 ** 40 - 1

/** Whose word stands for the issuer in what was agreed. */
const speakerOf = ({ offer, by, answer }: OfferRow) => (offer.side === 'issuer' ? by : (answer?.by ?? null))

/** The last second in which the escrow may settle it: delivered at the end, objected to and contested at the end of their periods, ruled by silence. */
const settledBy = ({ promise: { agreement } }: PromisedPower): number => agreement.deliverBy + 2 * agreement.reviewPeriod + rulingPeriod

/** A roster can be cited only from the second after it was written (contracts R1), and what cites the one before dies sooner and leaves newcomers out. */
const isTooYoung = (node: NodeContext, dao: DaoSpace): boolean => {
  const writtenAt = epochTimesOf(dao)(dao.chainState().rosterEpoch)
  return writtenAt !== undefined && node.chainView.now() <= writtenAt
}

const submit = async (node: NodeContext, dao: DaoSpace, promised: PromisedPower): Promise<void> => {
  const { promise } = promised
  const codeHash = await learnCode(node.adapters.chain.client, powerRewardsAddress())
  if (codeHash === null) throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'this chain has no contract for rewards of power' } })
  const title = titledWithin('Power for the bounty: ', promise.terms.title)
  const content = writePowerPromise(promise)
  // Offers with power leave room for it; one that does not came from elsewhere, and nobody can be asked about it.
  if (utf8(content).length > limits.contentBytes) return
  const frame = decisionFrame(node, dao)
  const decision: Decision = {
    ...frame,
    expiresAt: Math.min(lastSecond, Math.max(settledBy(promised), frame.expiresAt) + enactingTime),
    slot: await dao.takeSlot(),
    calls: [...promiseCalls(codeHash, promise)],
    contentHash: contentHashOf(title, content),
  }
  await dao.append('proposal.submit', { draft: null, title, content, decision })
}

/**
 * Puts to the members of the issuing DAO, as soon as the hunter signed, that it gets the power which the terms promise: a proposal whose calls follow from them.
 * Asked anew where roster, rules or the hunter's power changed since, so that a promise is not lost by that; not where the members said no, where it was
 * given, or where less than all was paid. `seen`: when each was first seen unasked here, milliseconds.
 */
export const askPromise = async (node: NodeContext, deal: DealSpace, dao: DaoSpace, seen: Map<string, number>): Promise<void> => {
  const self = node.account.current()
  for (const promised of promisesIn(node, deal)) {
    const { bounty, row, promise } = promised
    const asked = askedFor(node, dao, bounty, promise.held)
    const key = `${bounty} ${promise.held} ${dao.chainState().rosterEpoch} ${dao.chainState().rulesEpoch} ${asked.length}`
    if (bountyEndOf(node, bounty) === 'less' || standsPromised(asked, promise.held, self)) continue
    if (!isTooYoung(node, dao) && isOurTurn(node, dao, speakerOf(row), seen, key)) await submit(node, dao, promised)
  }
}
