import { contentHashOf, epochToCite, isAsking, standsAsked } from '@daomesh/governance'
import {
  agreementOf,
  approvalCall,
  bountyOfOffer,
  type Decision,
  type Hex,
  limits,
  utf8,
  writeAgreementQuestion,
  zeroAddress,
} from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { innerClosing } from '../nested/innerClosing.ts'
import { agreementsIn } from '../nested/shownProposals.ts'
import { pauseByChance } from '../nested/pauseByChance.ts'
import { epochTimesOf } from '../spaces/epochTimes.ts'
import type { DaoSpace, DealSpace } from '../spaces/space.ts'
import { dealOf } from './dealOf.ts'
import { isTimeToAskAgain } from './askingTurn.ts'
import { titledWithin } from './titledWithin.ts'

/** What both sides agreed on and nobody signed yet, if the members of the hunter's DAO are not asked about it. */
const unasked = (node: NodeContext, deal: DealSpace, hunter: DaoSpace) => {
  const { status, current } = dealOf(node, deal)
  if (status !== 'agreed' || current?.status !== 'agreed' || current.brief === null) return null
  const bounty = bountyOfOffer(deal.record.opening, current.offer)
  const asked = agreementsIn(node, hunter).find((one) => one.bounty === bounty)
  if (asked !== undefined) {
    if (standsAsked(asked, node.account.current())) return null
    if (asked.rows.some((row) => isAsking(row)) && !isTimeToAskAgain(node, current.offer.terms.validUntil)) return null
  }
  return { bounty, offer: current.offer, brief: current.brief }
}

/**
 * Asks the members of the hunter's DAO, once, whether it takes what both sides agreed on: a proposal whose one call signs the agreement. What members say in a
 * deal binds no DAO; the ballots on this one do.
 */
export const askAgreement = async (node: NodeContext, deal: DealSpace, hunter: DaoSpace): Promise<void> => {
  if (unasked(node, deal, hunter) === null) return
  await pauseByChance(node)
  const found = unasked(node, deal, hunter)
  if (found === null) return
  const { opening } = deal.record
  const { dao } = hunter.record
  const content = writeAgreementQuestion({ escrow: opening.escrow, agreement: agreementOf(opening, found.offer), terms: found.brief })
  // Offers to a DAO leave room for it; one that does not came from elsewhere, and nobody can be asked about it.
  if (utf8(content).length > limits.contentBytes) return
  const title = titledWithin('Take the bounty: ', found.brief.title)
  const state = hunter.chainState()
  const now = node.chainView.now()
  const { validUntil } = found.offer.terms
  const decision: Decision = {
    rosterEpoch: epochToCite({ currentEpoch: state.rosterEpoch, rules: state.rules, createdAt: epochTimesOf(hunter), now }),
    rulesEpoch: state.rulesEpoch,
    // So that there is time to pay in.
    closesAt: innerClosing(now, validUntil, state.rules),
    // Afterwards the escrow takes no money for it.
    expiresAt: validUntil,
    slot: await hunter.takeSlot(),
    executor: zeroAddress,
    afterDecision: `0x${'0'.repeat(64)}` as Hex,
    calls: [approvalCall(dao, found.bounty)],
    contentHash: contentHashOf(title, content),
  }
  await hunter.append('proposal.submit', { draft: null, title, content, decision })
}
