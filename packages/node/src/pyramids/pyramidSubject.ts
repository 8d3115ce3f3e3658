import {
  type Agreement,
  agreementOf,
  type BountyId,
  bountyOfOffer,
  DaomeshError,
  type Hex,
  type SpaceId,
  type Terms,
} from '@daomesh/protocol'
import type { KnownBounty } from '../bounties/createBountyDesk.ts'
import { dealOfBounty } from '../bounties/dealOfBounty.ts'
import { termsInDeals } from '../bounties/termsInDeals.ts'
import type { NodeContext } from '../context.ts'
import { dealOf } from '../deals/dealOf.ts'

/** A bounty that is passed on, funded or not, and where the chain has it: as one of its own, or as a part of another one. */
export type PyramidSubject = {
  readonly bounty: BountyId
  readonly agreement: Agreement
  readonly terms: Terms | null
  readonly deal: SpaceId | null
  readonly host: { readonly known: KnownBounty; readonly node: Hex | null } | null
  /** In whose name this account passes it on: its own (`as` null), or that of a DAO; null where another takes it. */
  readonly taker: { readonly as: SpaceId | null } | null
}

const agreementIn = (node: NodeContext, bounty: BountyId, all: readonly KnownBounty[]): Agreement | null => {
  const known = all.find(({ id }) => id === bounty)
  if (known !== undefined) return known.bundle.agreement
  for (const { record } of all)
    for (const { leaf, sub } of record?.places.values() ?? []) if (leaf.agreement === bounty && sub !== undefined) return sub
  for (const space of node.spaces.deals())
    for (const { offer } of dealOf(node, space).offers)
      if (bountyOfOffer(space.record.opening, offer) === bounty) return agreementOf(space.record.opening, offer)
  return null
}

const hostOf = (bounty: BountyId, all: readonly KnownBounty[]): PyramidSubject['host'] => {
  const own = all.find(({ id, record }) => id === bounty && record !== null)
  if (own !== undefined) return { known: own, node: null }
  for (const known of all)
    for (const [key, { leaf }] of known.record?.places ?? []) if (leaf.agreement === bounty) return { known, node: key }
  return null
}

/** @throws DaomeshError `BOUNTY_UNKNOWN`, `CHAIN_UNREACHABLE` where the chain was never read. */
export const pyramidSubject = async (node: NodeContext, bounty: BountyId): Promise<PyramidSubject> => {
  const all = await node.bounties.all()
  const agreement = agreementIn(node, bounty, all)
  if (agreement === null) throw new DaomeshError('BOUNTY_UNKNOWN', { meta: { bounty } })
  const dao = node.spaces.daos().find(({ record }) => record.dao === agreement.hunter)
  const isOwn = agreement.hunter === node.account.current()
  return {
    bounty,
    agreement,
    terms: all.find(({ id }) => id === bounty)?.bundle.terms ?? termsInDeals(node.spaces, agreement),
    deal: dealOfBounty(node, agreement)?.space.id ?? null,
    host: hostOf(bounty, all),
    taker: isOwn ? { as: null } : dao === undefined ? null : { as: dao.id },
  }
}
