import type { ProposalStatus } from '../selectors/proposalState.ts'
import type { GatheredSide } from './gatheredSide.ts'
import type { OfferStatus } from './dealState.ts'

/** What became of the money of a bounty: nothing yet, all of it went to the hunter's side, or less, or it never came. */
export const bountyEnds = ['open', 'whole', 'less'] as const
export type BountyEnd = (typeof bountyEnds)[number]

/** Where a promise of power stands (O24). */
export const promiseStates = ['words', 'unsigned', 'refused', 'signed', 'ready', 'given', 'lapsed'] as const
export type PromiseState = (typeof promiseStates)[number]

export type PromisePresent = {
  readonly offer: OfferStatus
  readonly end: BountyEnd
  /** What was brought into the deal, or null. */
  readonly gathered: Pick<GatheredSide, 'ready' | 'enacted'> | null
  /** How the proposal stands that its members were asked, where that is known here. */
  readonly asked: { readonly status: ProposalStatus; readonly enactable: boolean } | null
}

/** The voting is over, and no ballot that could come would make it pass. */
const isRefused = (status: ProposalStatus): boolean => status === 'closed' || status === 'rejected' || status === 'withdrawn'

/**
 * A promise of power: words until the hunter signed, then as far as the ballots of the issuer's members carry it. What was given stays given; where less than all
 * was paid nothing is given by it.
 * @example
 * promiseState({ offer: 'funded', end: 'open', gathered: { ready: 'ballots', enacted: false }, asked: null }) // => 'signed'
 */
export const promiseState = ({ offer, end, gathered, asked }: PromisePresent): PromiseState => {
  if (gathered?.enacted === true || asked?.status === 'enacted') return 'given'
  if (end === 'less') return 'lapsed'
  if (offer !== 'signed' && offer !== 'funded') return 'words'
  const isSigned = (gathered !== null && gathered.ready !== null) || asked?.enactable === true || asked?.status === 'executable'
  if (isSigned) return end === 'whole' ? 'ready' : 'signed'
  return asked !== null && isRefused(asked.status) ? 'refused' : 'unsigned'
}
