import { leafKeyOf } from '@daomesh/governance'
import type { Address, Agreement, BountyPlace, Hex, PlaceLevel } from '@daomesh/protocol'
import { type BountyBundle, type BundleSplit, splitName } from './bountyBundle.ts'
import type { KnownBounty } from './createBountyDesk.ts'

export type PlaceToTell = { readonly agreement: Agreement; readonly place: BountyPlace }

/** A key's signature is shown with each payment; what a DAO signed is opened on the chain, and is long. */
export const keySignature = ({ split, signature }: BundleSplit): Hex => (split === 0 && signature.length === 132 ? signature : '0x')

/**
 * Of each split one version: what the chain holds; else the last that was made here; else of those that others told the same one on every node. In the order
 * of nodes that come before what lies below them.
 */
export const chosenSplits = ({ bundle, anchored, pending }: KnownBounty, own: BountyBundle | null): readonly BundleSplit[] => {
  const made = new Set((own?.splits ?? []).map(splitName))
  const told = pending.filter((split) => !made.has(splitName(split))).toSorted((a, b) => (splitName(a) < splitName(b) ? -1 : 1))
  const mine = (own?.splits ?? []).flatMap((split) => pending.find((one) => splitName(one) === splitName(split)) ?? [])
  const chosen = new Map([...told, ...mine, ...anchored].map((split) => [`${split.node}:${split.split}`, split]))
  return bundle.splits.filter((split) => chosen.get(`${split.node}:${split.split}`) === split)
}

/**
 * What whoever splits tells the deals of its parts: for each leaf that one of these accounts issues, every split from the top down to it. Nothing of a leaf
 * whose way is not known here.
 * @param issuers this account, and the DAOs it is a member of.
 */
export const placesToTell = (known: KnownBounty, own: BountyBundle | null, issuers: ReadonlySet<Address>): readonly PlaceToTell[] => {
  const splits = chosenSplits(known, own)
  const below = Map.groupBy(splits, ({ node }) => node)
  const found: PlaceToTell[] = []
  const visit = (node: Hex, above: readonly PlaceLevel[]): void => {
    for (const split of below.get(node) ?? []) {
      const leaves = split.leaves.map(({ agreement, planned }) => ({ agreement, planned }))
      for (const [index, { agreement, terms }] of split.leaves.entries()) {
        const levels = [...above, { split: split.split, index, leaves, signature: keySignature(split) }]
        if (issuers.has(agreement.issuer)) found.push({ agreement, place: { root: known.bundle.agreement, levels, terms } })
        visit(leafKeyOf(node, split.split, index), levels)
      }
    }
  }
  visit(known.id, [])
  return found
}
