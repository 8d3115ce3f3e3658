import { DaomeshError, fromHex, keccak256, type SumLeaf, type SumNode } from '@daomesh/protocol'

/** What an odd node at the end of a level is paired with. */
export const emptyNode: SumNode = { hash: new Uint8Array(32), sum: 0n }

const half = (1n << 64n) - 1n
const maxSum = (1n << 128n) - 1n
/** Levels above the leaves, as the contract has it: an index has 32 bits. */
export const maxDepth = 32

export const refused = (reason: string): DaomeshError => new DaomeshError('BOUNTY_SPLIT', { meta: { reason } })

const checked = (sum: bigint): bigint => {
  if (sum < 0n || sum > maxSum) throw refused('sum')
  return sum
}

/** What is hashed is laid out here: a new buffer for each of the many hashes of a tree costs more than it should. */
const desk = new Uint8Array(149)
const view = new DataView(desk.buffer)
const [plainLeaf, inner, splitLeaf] = [desk.subarray(0, 101), desk.subarray(0, 97), desk]

const putSum = (at: number, sum: bigint): void => {
  view.setBigUint64(at, sum >> 64n)
  view.setBigUint64(at + 8, sum & half)
}

/**
 * keccak256(0x00 ‖ index in 32 bytes ‖ payee ‖ amount in 16 bytes ‖ agreement hash), or with a split of its own keccak256(0x02 ‖ … ‖ its root ‖ its sum in 16
 * bytes). The index is part of it, so a leaf fits in its own place only; the first byte keeps it from being read as a node.
 * @throws DaomeshError `BOUNTY_SPLIT` for an amount that 128 bits do not hold.
 */
export const hashSumLeaf = (index: number, { payee, amount, agreement, split }: SumLeaf): Uint8Array => {
  desk.fill(0, 0, 33)
  desk[0] = split === undefined ? 0 : 2
  view.setUint32(29, index)
  desk.set(fromHex(payee), 33)
  putSum(53, checked(amount))
  desk.set(fromHex(agreement), 69)
  if (split === undefined) return keccak256(plainLeaf)
  desk.set(fromHex(split.root), 101)
  putSum(133, checked(split.sum))
  return keccak256(splitLeaf)
}

/**
 * keccak256(0x80 + height above the leaves ‖ left hash ‖ left sum ‖ right hash ‖ right sum), with the sum of both. Who knows root and sum knows what all
 * leaves add up to, since every step commits to both sums, and that all of them lie in one depth, so that no two have the same index.
 * @throws DaomeshError `BOUNTY_SPLIT` where the sum needs more than 128 bits.
 */
export const joinSums = (height: number, left: SumNode, right: SumNode): SumNode => {
  const sum = checked(checked(left.sum) + checked(right.sum))
  desk[0] = 0x80 + height
  desk.set(left.hash, 1)
  putSum(33, left.sum)
  desk.set(right.hash, 49)
  putSum(81, right.sum)
  return { hash: keccak256(inner), sum }
}
