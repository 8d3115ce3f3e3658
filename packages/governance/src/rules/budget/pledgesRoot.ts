import { fromHex, hashOf, type Hex, type ProjectId, to0x } from '@daomesh/protocol'

const leaf = (kind: 'pledge' | 'project', id: Hex): Uint8Array => hashOf('daomesh/pledges/leaf/1', kind, fromHex(id))

/** RFC 6962: the left side is the largest power of two below the count, so nothing is repeated and the shape follows from the count. */
const rootOf = (leaves: readonly Uint8Array[]): Uint8Array => {
  const [only] = leaves
  if (leaves.length === 1 && only !== undefined) return only
  let left = 1
  while (left * 2 < leaves.length) left *= 2
  return hashOf('daomesh/pledges/node/1', rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)))
}

/**
 * The Merkle root of what a budget was divided by: the digests of all pledge sheets that were counted, then all projects that could be pledged to, each
 * sorted, under a label of their own. Whoever holds the same sheets computes the same root; a proof for one sheet needs nobody else's.
 * @example
 * pledgesRootOf([root], [project]) === pledgesRootOf([project], [project]) // => false
 */
export const pledgesRootOf = (pledges: readonly Hex[], projects: readonly ProjectId[]): Hex =>
  to0x(rootOf([...pledges.toSorted().map((id) => leaf('pledge', id)), ...projects.toSorted().map((id) => leaf('project', id))]))
