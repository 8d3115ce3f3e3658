import { equalBytes, fromHex, hashOf, type Hex, type PollCloseId, type PollId, to0x, toHex } from '@daomesh/protocol'

/** A sealed poll as a leaf. */
export type PollLeaf = { readonly poll: PollId; readonly close: PollCloseId }
/** One step of the way up: what stands beside, and on which side. 64 hex digits. */
export type ProofStep = { readonly side: 'left' | 'right'; readonly hash: string }

const leafOf = ({ poll, close }: PollLeaf): Uint8Array => hashOf('daomesh/poll/leaf/1', fromHex(poll), fromHex(close))
const above = (left: Uint8Array, right: Uint8Array): Uint8Array => hashOf('daomesh/poll/node/1', left, right)

const sorted = (leaves: readonly PollLeaf[]): readonly PollLeaf[] =>
  leaves.toSorted((a, b) => (`${a.poll}${a.close}` < `${b.poll}${b.close}` ? -1 : 1))

/** What is left over goes up as it is: repeating it would let one root stand for two lists. */
const level = (row: readonly Uint8Array[]): readonly Uint8Array[] => {
  const up: Uint8Array[] = []
  for (let i = 0; i < row.length; i += 2) {
    const [left, right] = [row[i], row[i + 1]]
    if (left !== undefined) up.push(right === undefined ? left : above(left, right))
  }
  return up
}

/**
 * The root of a Merkle tree over sealed polls, whatever order they are given in. Leaves and nodes are hashed under labels of their own, so that none
 * passes for the other.
 * @example
 * const one = { poll: pollId.parse('01'.repeat(32)), close: pollCloseId.parse('c1'.repeat(32)) }
 * const two = { poll: pollId.parse('02'.repeat(32)), close: pollCloseId.parse('c2'.repeat(32)) }
 * pollsRoot([one, two]) === pollsRoot([two, one]) // => true
 */
export const pollsRoot = (leaves: readonly PollLeaf[]): Hex => {
  let row: readonly Uint8Array[] = sorted(leaves).map(leafOf)
  while (row.length > 1) row = level(row)
  return row[0] === undefined ? to0x(hashOf('daomesh/poll/none/1')) : to0x(row[0])
}

/**
 * The way from one poll up to the root: whoever knows the root can check that the poll is under it without hearing of the others. Null where it is not.
 * @example
 * const one = { poll: pollId.parse('01'.repeat(32)), close: pollCloseId.parse('c1'.repeat(32)) }
 * const two = { poll: pollId.parse('02'.repeat(32)), close: pollCloseId.parse('c2'.repeat(32)) }
 * const proof = pollProof([one, two], one) ?? []
 * isUnderRoot(pollsRoot([one, two]), one, proof) // => true
 * isUnderRoot(pollsRoot([one, two]), two, proof) // => false
 */
export const pollProof = (leaves: readonly PollLeaf[], leaf: PollLeaf): readonly ProofStep[] | null => {
  const steps: ProofStep[] = []
  const all = sorted(leaves)
  let at = all.findIndex(({ poll, close }) => poll === leaf.poll && close === leaf.close)
  if (at < 0) return null
  for (let row: readonly Uint8Array[] = all.map(leafOf); row.length > 1; row = level(row)) {
    const beside = row[at ^ 1]
    if (beside !== undefined) steps.push({ side: at % 2 === 0 ? 'right' : 'left', hash: toHex(beside) })
    at >>= 1
  }
  return steps
}

/**
 * Checks such a way.
 * @example
 * const one = { poll: pollId.parse('01'.repeat(32)), close: pollCloseId.parse('02'.repeat(32)) }
 * isUnderRoot(pollsRoot([one]), one, []) // => true
 */
export const isUnderRoot = (root: Hex, leaf: PollLeaf, proof: readonly ProofStep[]): boolean =>
  equalBytes(
    fromHex(root),
    proof.reduce(
      (hash, { side, hash: beside }) => (side === 'left' ? above(fromHex(beside), hash) : above(hash, fromHex(beside))),
      leafOf(leaf),
    ),
  )
