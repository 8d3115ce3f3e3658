import { type ChainClient, escrowAddress } from '@daomesh/chain'
import type { BountyBook, BountyRecord, KnownSplit } from '@daomesh/governance'
import { type Address, type Agreement, type BountyId, bountyId, DaomeshError, type Hex, type Terms, type Verifier } from '@daomesh/protocol'
import type { MetaStore } from '../ports.ts'
import { createEscrowBook } from './createEscrowBook.ts'
import { type BountyBundle, type BundleSplit, bundleId, joinBundles, readBundle, writeBundle } from './bountyBundle.ts'
import { knownSplits } from './knownSplits.ts'
import { signedSplit } from './signedSplit.ts'
import { type Plan, readPlan, type StoredPlan, writePlan } from './storedPlan.ts'

/** One bounty as far as it is known here: what the chain says, and what was handed over beside it. */
export type KnownBounty = {
  readonly id: BountyId
  readonly bundle: BountyBundle
  /** null while it is not funded, or not known to be. */
  readonly record: BountyRecord | null
  readonly splits: readonly KnownSplit[]
  /** Splits that the chain holds, with what was handed over of them. */
  readonly anchored: readonly BundleSplit[]
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
  /** What a deal was told, under the name of where it stands there: another word under the same name takes its place. It is in the deal, and so not kept again. */
  readonly hand: (source: string, bundle: BountyBundle) => BountyId
  /** Forgets what a deal was told under that name. */
  readonly takeBack: (source: string) => void
  /** All that is here of it: kept, and handed over in deals. */
  readonly bundle: (id: BountyId) => BountyBundle | null
  /** What was kept on this disk, by this node's own hand. */
  readonly own: (id: BountyId) => BountyBundle | null
  /** Keeps the parts of a split that a key signed before it is on the chain, by what it signed. Durable when it returns. */
  readonly plan: (digest: Hex, plan: Plan) => void
  readonly planned: (digest: Hex) => Plan | undefined
  /** All of them, the last one first. */
  readonly plans: () => readonly StoredPlan[]
  /** Those of which anything is kept or was handed over. */
  readonly bundled: () => readonly BountyId[]
  /** Reads what is new on the chain first. @throws DaomeshError `CHAIN_UNREACHABLE`. */
  readonly book: () => Promise<BountyBook>
  /** @throws DaomeshError `BOUNTY_UNKNOWN`; `CHAIN_UNREACHABLE` where the chain was never read. */
  readonly known: (id: BountyId) => Promise<KnownBounty>
  readonly all: () => Promise<readonly KnownBounty[]>
  /** As the chain says for good, by what was read last: of a bounty of which nothing may vanish any more the same as `known`. null where it knows none yet. */
  readonly settled: (id: BountyId) => KnownBounty | null
  /** Whether something that the chain told of it may still be taken back by a reorganisation, as it was read last. */
  readonly isLoose: (id: BountyId) => boolean
  /** Whether anything of a bounty is kept here, or known of these accounts: else there is nothing to follow. */
  readonly concerns: (accounts: ReadonlySet<Address>) => boolean
  /** Whether the chain was ever read, now or before a start. */
  readonly wasRead: () => boolean
  /** Of what was read last; nothing is asked. */
  readonly seen: () => BountyBook
  /** The same without what may still vanish. */
  readonly final: () => BountyBook
  /** Whether the chain says for good that it was paid in, as far as the chain was read. */
  readonly isFunded: (id: BountyId) => boolean
  /** Another number after facts came that were not here before. */
  readonly version: () => number
  /** How often something was kept of a bounty, and of any, since the start. */
  readonly revision: (id: BountyId) => number
  readonly kept: () => number
}

const rowOf = (id: BountyId): string => `bounty:${id}`
const planRow = (digest: Hex): string => `bountyPlan:${digest}`

type DeskParameters = {
  readonly client: Pick<ChainClient, 'profile' | 'bountyFacts'>
  readonly meta: MetaStore
  /** Words of an agreement that were told elsewhere than in a bundle: in the deal where it was made. */
  readonly termsOf: (agreement: Agreement) => Terms | null
  /** The account whose key made a signature over a digest. */
  readonly recover: Verifier['recoverAccount']
}

export const createBountyDesk = ({ client, meta, termsOf, recover }: DeskParameters): BountyDesk => {
  const escrow = escrowAddress()
  const { chainId } = client.profile.identity
  const revisions = new Map<BountyId, number>()
  let kept = 0
  const signed = signedSplit({ chainId, escrow }, recover)
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
  const ownOf = (id: BountyId): BountyBundle | null => {
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
  /** By bounty, then by where it was told. */
  const handed = new Map<BountyId, Map<string, BountyBundle>>()
  const joined = new Map<BountyId, BountyBundle>()
  const changed = (id: BountyId): void => {
    bundles.delete(id)
    joined.delete(id)
    revisions.set(id, (revisions.get(id) ?? 0) + 1)
    kept += 1
  }
  const takeBack = (source: string, unless: BountyId | null = null): void => {
    for (const [id, told] of handed) {
      if (id === unless || !told.delete(source)) continue
      if (told.size === 0) handed.delete(id)
      changed(id)
    }
  }
  const bundleOf = (id: BountyId): BountyBundle | null => {
    const known = joined.get(id)
    if (known !== undefined) return known
    const own = ownOf(id)
    const [first, ...others] = [...(own === null ? [] : [own]), ...(handed.get(id)?.values() ?? [])]
    if (first === undefined) return null
    const bundle = others.reduce((all, one) => joinBundles(all, one, signed), first)
    joined.set(id, bundle)
    return bundle
  }
  const idsHere = (): readonly BountyId[] => [
    ...new Set([...meta.list('bounty:').map(({ key }) => bountyId.parse(key.slice('bounty:'.length))), ...handed.keys()]),
  ]
  const join = (id: BountyId, from: BountyBook): KnownBounty | null => {
    const record = from.bounties.get(id) ?? null
    const kept = bundleOf(id) ?? (record === null ? null : { v: 1 as const, agreement: record.agreement, terms: null, splits: [] })
    if (kept === null) return null
    const bundle = kept.terms === null ? { ...kept, terms: termsOf(kept.agreement) } : kept
    const cancelled = from.cancelled.has(id)
    if (record === null) return { id, bundle, cancelled, record, splits: [], anchored: [], pending: bundle.splits }
    return { id, bundle, cancelled, ...placedIn(id, record, bundle) }
  }

  const plans = (): readonly StoredPlan[] =>
    meta
      .list(planRow('' as Hex))
      .map(({ value }) => readPlan(value))
      .toSorted((first, second) => second.place - first.place)

  return {
    escrow,
    chainId,
    keep: (bundle) => {
      const id = bundleId(chainId, escrow, bundle)
      const before = ownOf(id)
      meta.set(rowOf(id), writeBundle(joinBundles(before ?? bundle, bundle, signed)))
      changed(id)
      return id
    },
    hand: (source, bundle) => {
      const id = bundleId(chainId, escrow, bundle)
      takeBack(source, id)
      handed.set(id, (handed.get(id) ?? new Map<string, BountyBundle>()).set(source, bundle))
      changed(id)
      return id
    },
    takeBack: (source) => takeBack(source),
    bundle: bundleOf,
    own: ownOf,
    plan: (digest, plan) => meta.set(planRow(digest), writePlan({ ...plan, place: 1 + (plans()[0]?.place ?? 0) })),
    planned: (digest) => {
      const row = meta.get(planRow(digest))
      return row === undefined ? undefined : readPlan(row)
    },
    plans,
    bundled: idsHere,
    book: async () => {
      await facts.refresh()
      return facts.shown()
    },
    known: async (id) => {
      const found = join(id, await look())
      if (found === null) throw new DaomeshError('BOUNTY_UNKNOWN', { meta: { bounty: id } })
      return found
    },
    settled: (id) => join(id, facts.final()),
    isLoose: (id) => facts.shown().bounties.get(id) !== facts.final().bounties.get(id),
    isFunded: (id) => facts.final().bounties.has(id),
    version: facts.version,
    concerns: (accounts) =>
      idsHere().length > 0 ||
      [...facts.shown().bounties.values()].some(({ agreement: { issuer, hunter } }) => accounts.has(issuer) || accounts.has(hunter)),
    wasRead: facts.wasRead,
    seen: facts.shown,
    final: facts.final,
    revision: (id) => revisions.get(id) ?? 0,
    kept: () => kept,
    all: async () => {
      const from = await look()
      return [...new Set([...from.bounties.keys(), ...idsHere()])].flatMap((id) => join(id, from) ?? [])
    },
  }
}
