import { provenPromise } from '@daomesh/chain'
import { askedRank, isAskedFor, listProposals, type ProposalRow } from '@daomesh/governance'
import { type Address, type BountyId, bountyIdOf, type Decision, type PowerPromise } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { pinsKnown } from '../due/pinnedCode.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { DaoSpace } from '../spaces/space.ts'

/** A proposal of a DAO that promises power for a bounty. */
export type AskedPromise = { readonly row: ProposalRow; readonly promise: PowerPromise }

const promiseIn = (dao: DaoSpace, { decision, content }: { readonly decision: Decision; readonly content: string }, bounty: BountyId) => {
  const promise = provenPromise(dao.record.dao, decision, content)
  const isIt = promise !== null && bountyIdOf(dao.record.chain.chainId, promise.escrow, promise.agreement) === bounty
  return isIt ? promise : null
}

/** It was worked out from another power than the hunter has now, so that the chain would refuse it (contracts R24.3). */
const isStale = ({ row, promise }: AskedPromise, held: bigint): boolean => row.status !== 'enacted' && promise.held !== held

/** Enacted; can be, now or once the bounty is paid; still voted on; asks nobody. */
const rankOf = (asked: AskedPromise, held: bigint): number => (isStale(asked, held) ? 4 : askedRank(asked.row))

/** The proposals that promise the power of one bounty, the one that stands for them first: members who did not hear of each other may each have written one. */
export const askedFor = (node: NodeContext, dao: DaoSpace, bounty: BountyId, held: bigint): readonly AskedPromise[] =>
  listProposals(
    dao.registers(),
    dao.chainState(),
    presentOf(node, dao),
    (written) =>
      written.decision.calls.length === 2 &&
      promiseIn(dao, written, bounty) !== null &&
      pinsKnown(node.adapters.chain.client, written.decision.calls[0]),
  )
    .flatMap((row): readonly AskedPromise[] => {
      const promise = promiseIn(dao, row, bounty)
      return promise === null ? [] : [{ row, promise }]
    })
    .toSorted((a, b) => rankOf(a, held) - rankOf(b, held) || b.row.ballots.length - a.row.ballots.length || (a.row.id < b.row.id ? -1 : 1))

/**
 * Whether the members are asked, or have answered; not so where roster, rules or the hunter's power changed since, so that no ballot is of use any more, nor by
 * what its author took back before enough of them answered or what their ballots could not carry out. `self`: who took it back does not ask again.
 */
export const standsPromised = (asked: readonly AskedPromise[], held: bigint, self: Address | null): boolean => {
  const rows = asked.flatMap((one) => (isStale(one, held) ? [] : [one.row]))
  return isAskedFor(rows, self) || rows.some((row) => row.status === 'withdrawn' && row.by === self)
}
