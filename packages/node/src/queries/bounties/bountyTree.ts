import { bountyMargins, leafKeyOf, leafStanding, leavesBelow, markOf, nodeOf, partLeaf } from '@daomesh/governance'
import { type BountyId, bountyIdOf, type Hex, type Terms } from '@daomesh/protocol'
import type { z } from 'zod'
import type { BundleLeaf } from '../../bounties/bountyBundle.ts'
import type { KnownBounty } from '../../bounties/createBountyDesk.ts'
import type { PartDeal } from '../../bounties/partDeals.ts'
import { titleOf } from '../../bounties/path.ts'
import { signedNodes } from '../../bounties/signedNodes.ts'
import type { NodeContext } from '../../context.ts'
import type { bountyPage } from '../../contract/bountyShapes.ts'

type Page = z.input<typeof bountyPage>
type MarginRow = Page['margins'][number]
/** What was handed over of a leaf: its agreement with the terms. */
type Named = { readonly bounty: BountyId; readonly terms: Terms | null }

/** Every leaf that a bundle shows, by the key of its place and its agreement: two bundles may show different leaves for one place. */
const namedLeaves = (node: NodeContext, { bundle }: KnownBounty): ReadonlyMap<string, Named> => {
  const { chainId, escrow } = node.bounties
  return new Map(
    bundle.splits.flatMap(({ node: owner, split, leaves }) =>
      leaves.map(({ agreement, terms }, index): [string, Named] => {
        const bounty = bountyIdOf(chainId, escrow, agreement)
        return [`${leafKeyOf(owner, split, index)} ${bounty}`, { bounty, terms }]
      }),
    ),
  )
}

/** Leaves of a split that the chain does not hold, with all that was planned below them: none of it is safe to start. */
const pendingBelow = (known: KnownBounty, node: NodeContext, owner: Hex, depth: number, split: number): readonly MarginRow[] => {
  const { chainId, escrow } = node.bounties
  return known.pending
    .filter((one) => one.node === owner && one.split === split)
    .flatMap(({ leaves }) =>
      leaves.flatMap((leaf: BundleLeaf, index): readonly MarginRow[] => {
        const key = leafKeyOf(owner, split, index)
        const { payee, amount } = partLeaf({ chainId, escrow }, leaf)
        const committed = leaf.planned?.sum ?? 0n
        const row: MarginRow = {
          node: key,
          owner,
          split,
          index,
          payee,
          amount: amount.toString(),
          committed: committed.toString(),
          margin: (amount - committed).toString(),
          anchored: false,
          depth,
          bounty: bountyIdOf(chainId, escrow, leaf.agreement),
          title: leaf.terms?.title ?? null,
          terms: leaf.terms,
        }
        return depth > 64 ? [row] : [row, ...pendingBelow(known, node, key, depth + 1, 0)]
      }),
    )
}

/** The tree, depth first: what the chain holds, then what was handed over for the next split of a node, or for one that a leaf planned. */
export const marginRows = (node: NodeContext, known: KnownBounty): MarginRow[] => {
  const { record, bundle, id } = known
  if (record === null) return []
  const named = namedLeaves(node, known)
  const rows: MarginRow[] = []
  /** Nodes whose subtree is still being told, the nearest last; what is pending of each comes behind it. */
  const open: { readonly node: Hex; readonly depth: number }[] = []
  const close = (depth: number): void => {
    for (let last = open.at(-1); last !== undefined && last.depth >= depth; last = open.at(-1)) {
      open.pop()
      const next = nodeOf(record, last.node).splits.length + 1
      for (const split of [0, next]) rows.push(...pendingBelow(known, node, last.node, last.depth + 1, split))
    }
  }
  for (const { node: key, payee, amount, committed, margin, anchored, depth } of bountyMargins(record, signedNodes(node, known))) {
    close(depth)
    const place = record.places.get(key)
    const leaf = place === undefined ? null : (named.get(`${key} ${place.leaf.agreement}`) ?? null)
    const top = place === undefined
    rows.push({
      node: key,
      owner: place?.owner ?? null,
      split: place?.split ?? null,
      index: place?.index ?? null,
      payee,
      amount: amount.toString(),
      committed: committed.toString(),
      margin: margin.toString(),
      anchored,
      depth,
      bounty: top ? id : (leaf?.bounty ?? null),
      title: top ? titleOf(known) : (leaf?.terms?.title ?? null),
      terms: top ? bundle.terms : (leaf?.terms ?? null),
    })
    open.push({ node: key, depth })
  }
  close(0)
  return rows
}

/** Where each leaf that the chain holds stands, from the top down. */
export const leafRows = (node: NodeContext, known: KnownBounty, deals: readonly PartDeal[], now: number): Page['leaves'] => {
  const { record } = known
  if (record === null) return []
  const named = namedLeaves(node, known)
  const spaces = new Map(deals.map(({ part, space }) => [part.node, space.id]))
  const below = (owner: Hex): Page['leaves'] =>
    leavesBelow(record, owner).flatMap(([key, { split, index, leaf }]) => {
      const { state, share, part, margin, at } = leafStanding(record, key, now)
      const about = named.get(`${key} ${leaf.agreement}`) ?? null
      const row = {
        node: key,
        owner,
        split,
        index,
        payee: leaf.payee,
        amount: leaf.amount.toString(),
        state,
        share: share.toString(),
        part: part.toString(),
        margin: margin.toString(),
        at,
        accepted: nodeOf(record, owner).accepted.has(markOf(split, index)),
        redirect: nodeOf(record, key).redirect,
        bounty: about?.bounty ?? null,
        title: about?.terms?.title ?? null,
        deal: spaces.get(key) ?? null,
      }
      return [row, ...below(key)]
    })
  return below(known.id)
}
