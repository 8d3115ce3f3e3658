import { type ChainClient, isPartnershipSide, pairAddress, provenPartnership } from '@daomesh/chain'
import { askedRank, isAskedFor, listProposals, type PartnershipRow, type ProposalRow } from '@daomesh/governance'
import type { Address, DealSide } from '@daomesh/protocol'
import { pinsKnown } from '../due/pinnedCode.ts'
import { presentOf, type TellsTime } from '../spaces/presentOf.ts'
import type { DealSpace, ReadDao } from '../spaces/space.ts'
import { sideOfOffer } from './partnershipOf.ts'

const rankOf = (row: ProposalRow) => askedRank(row, pairAddress())

const before = (a: ProposalRow, b: ProposalRow): number =>
  rankOf(a) - rankOf(b) || b.ballots.length - a.ballots.length || (a.id < b.id ? -1 : 1)

/**
 * The proposals of a DAO that do its side of an offer, the one that stands for them first: members who did not hear of each other may each have written one,
 * and any of them is as good (contracts R19.1).
 */
export const askedIn = (
  node: TellsTime & { readonly adapters: { readonly chain: { readonly client: Pick<ChainClient, 'codeHash'> } } },
  deal: { readonly record: Pick<DealSpace['record'], 'opening'> },
  dao: ReadDao,
  row: Pick<PartnershipRow, 'id' | 'offer'>,
  side: DealSide,
): readonly ProposalRow[] => {
  const mine = sideOfOffer(deal.record.opening, row.offer, side)
  const { client } = node.adapters.chain
  return listProposals(dao.registers(), dao.chainState(), presentOf(node, dao), ({ decision, content }) => {
    const question = decision.executor === pairAddress() ? provenPartnership(dao.record.dao, decision, content) : null
    return (
      question !== null &&
      question.offer === row.id &&
      question.partner === mine.partner &&
      isPartnershipSide(decision, mine) &&
      pinsKnown(client, decision.calls[0])
    )
  }).toSorted(before)
}

/**
 * Whether its members are asked, or have answered; not so where roster or rules changed since, so that no ballot counts any more, nor by what its author took back
 * before enough of them answered or what their ballots could not carry out: another member asks then. `self`: who took it back does not ask again.
 */
export const standsAsked = (rows: readonly ProposalRow[], self: Address | null): boolean =>
  isAskedFor(rows, self, pairAddress()) || rows.some((row) => row.status === 'withdrawn' && row.by === self)
