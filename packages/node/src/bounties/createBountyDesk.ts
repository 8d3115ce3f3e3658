import { type ChainClient, escrowAddress } from '@daomesh/chain'
import type { BountyBook, BountyRecord, KnownSplit } from '@daomesh/governance'
import { type Address, type Agreement, type BountyId, bountyId, DaomeshError, type Terms } from '@daomesh/protocol'
import type { MetaStore } from '../ports.ts'
import { createEscrowBook } from './createEscrowBook.ts'
import { type BountyBundle, type BundleSplit, bundleId, joinBundles, readBundle, writeBundle } from './bountyBundle.ts'
import { knownSplits } from './knownSplits.ts'

/** One bounty as far as it is known here: what the chain says, and what was handed over beside it. */
export type KnownBounty = {
  readonly id: BountyId
  readonly bundle: BountyBundle
  /** null while it is not funded, or not known to be. */
  readonly record: BountyRecord | null
  readonly splits: readonly KnownSplit[]
  /** Splits that were handed over and are not on the chain, or not yet. */
  readonly pending: readonly BundleSplit[]
  /** Issuer or hunter took its word back before the funding. */
  readonly cancelled: boolean
}

/** Bounties of this node's chain: the escrow's facts, and bundles kept on this disk. */
export type BountyDesk = {
  readonly escrow: Address
  readonly chainId: bigint
  /** Keeps what was handed over, beside what is here already. Durable when it returns. */
  readonly keep: (bundle: BountyBundle) => BountyId
  readonly bundle: (id: BountyId) => BountyBundle | null
  /** Reads what is new on the chain first. @throws DaomeshError `CHAIN_UNREACHABLE`. */
  readonly book: () => Promise<BountyBook>
  /** @throws DaomeshError `BOUNTY_UNKNOWN`; `CHAIN_UNREACHABLE` where the chain was never read. */
  readonly known: (id: BountyId) => Promise<KnownBounty>
  readonly all: () => Promise<readonly KnownBounty[]>
  /** Whether anything of a bounty is kept here, or known of these accounts: else there is nothing to follow. */
  readonly concerns: (accounts: ReadonlySet<Address>) => boolean
  /** Of what was read last; nothing is asked. */
  readonly seen: () => BountyBook
  /** Whether the chain says for good that it was paid in, as far as the chain was read. */
  readonly isFunded: (id: BountyId) => boolean
  /** Another number after facts came that were not here before. */
  readonly version: () => number
  /** How often something was kept of a bounty, and of any, since the start. */
  readonly revision: (id: BountyId) => number
  readonly kept: () => number
}

const rowOf = (id: BountyId): string => `bounty:${id}`

type DeskParameters = {
  readonly client: ChainClient
  readonly meta: MetaStore
  /** Words of an agreement that were told elsewhere than in a bundle: in the deal where it was made. */
  readonly termsOf: (agreement: Agreement) => Terms | null
}

export const createBountyDesk = ({ client, meta, termsOf }: DeskParameters): BountyDesk => {
  const escrow = escrowAddress()
  const { chainId } = client.profile.identity
  const revisions = new Map<BountyId, number>()
  let kept = 0
  const facts = createEscrowBook({ client, meta, escrow })
  /** A chain that is away now leaves what was read of it before. */
  const look = async (): Promise<BountyBook> => {
    try {
      await facts.refresh()
    } catch (error) {
      if (!facts.wasRead()) throw error
    }
    return facts.shown()
  }
  /** Every look reads every bounty, and most of them stand still: a bundle is read once, and placed once in the record that it was read beside. */
  const bundles = new Map<BountyId, BountyBundle>()
  const bundleOf = (id: BountyId): BountyBundle | null => {
    const known = bundles.get(id)
    if (known !== undefined) return known
    const row = meta.get(rowOf(id))
    if (row === undefined) return null
    const bundle = readBundle(row)
    bundles.set(id, bundle)
    return bundle
  }
  type Placed = { readonly splits: BountyBundle['splits']; readonly from: BountyRecord; readonly placed: ReturnType<typeof knownSplits> }
  const places = new Map<BountyId, Placed>()
  const placedIn = (id: BountyId, from: BountyRecord, bundle: BountyBundle): Placed['placed'] => {
    const known = places.get(id)
    if (known?.from === from && known.splits === bundle.splits) return known.placed
    const placed = knownSplits(from, bundle, chainId, escrow)
    places.set(id, { splits: bundle.splits, from, placed })
    return placed
  }
  const join = (id: BountyId, from: BountyBook): KnownBounty | null => {
    const record = from.bounties.get(id) ?? null
    const kept = bundleOf(id) ?? (record === null ? null : { v: 1 as const, agreement: record.agreement, terms: null, splits: [] })
    if (kept === null) return null
    const bundle = kept.terms === null ? { ...kept, terms: termsOf(kept.agreement) } : kept
    const cancelled = from.cancelled.has(id)
    if (record === null) return { id, bundle, cancelled, record, splits: [], pending: bundle.splits }
    return { id, bundle, cancelled, ...placedIn(id, record, bundle) }
  }

  return {
    escrow,
    chainId,
    keep: (bundle) => {
      const id = bundleId(chainId, escrow, bundle)
      const before = bundleOf(id)
      meta.set(rowOf(id), writeBundle(before === null ? joinBundles(bundle, bundle) : joinBundles(before, bundle)))
      bundles.delete(id)
      revisions.set(id, (revisions.get(id) ?? 0) + 1)
      kept += 1
      return id
    },
    bundle: bundleOf,
    book: async () => {
      await facts.refresh()
      return facts.shown()
    },
    known: async (id) => {
      const found = join(id, await look())
      if (found === null) throw new DaomeshError('BOUNTY_UNKNOWN', { meta: { bounty: id } })
      return found
    },
    isFunded: (id) => facts.final().bounties.has(id),
    version: facts.version,
    concerns: (accounts) =>
      meta.list('bounty:').length > 0 ||
      [...facts.shown().bounties.values()].some(({ agreement: { issuer, hunter } }) => accounts.has(issuer) || accounts.has(hunter)),
    seen: facts.shown,
    revision: (id) => revisions.get(id) ?? 0,
    kept: () => kept,
    all: async () => {
      const from = await look()
      const kept = meta.list('bounty:').map(({ key }) => bountyId.parse(key.slice('bounty:'.length)))
      return [...new Set([...from.bounties.keys(), ...kept])].flatMap((id) => join(id, from) ?? [])
    },
  }
}
