import type { Hex } from '../bytes.ts'
import type { Address } from '../ids.ts'

/** EIP-712 types of what is signed for an escrow beside agreements; whoever has such a signature may send it. */
export const escrowMessages = {
  /** By the payee of a node; `bounty` is its id, or the agreement hash of its leaf. Number 0 is the split that the leaf carries. */
  Split: [
    { name: 'bounty', type: 'bytes32' },
    { name: 'number', type: 'uint8' },
    { name: 'root', type: 'bytes32' },
    { name: 'sum', type: 'uint128' },
  ],
  /** By the hunter. */
  Delivery: [
    { name: 'bounty', type: 'bytes32' },
    { name: 'contentHash', type: 'bytes32' },
  ],
  /** By issuer or reviewer, to accept all of it. */
  Release: [{ name: 'bounty', type: 'bytes32' }],
  /** By who split: bit i of `leaves` is leaf 64 · block + i. */
  Acceptance: [
    { name: 'node', type: 'bytes32' },
    { name: 'split', type: 'uint8' },
    { name: 'block', type: 'uint32' },
    { name: 'leaves', type: 'uint64' },
  ],
  /** By hunter and issuer. */
  Settlement: [
    { name: 'bounty', type: 'bytes32' },
    { name: 'hunterAmount', type: 'uint128' },
    { name: 'validUntil', type: 'uint40' },
  ],
  /** By the payee of a node that was objected to. */
  Contest: [{ name: 'node', type: 'bytes32' }],
  /** By the payee of a leaf: what it is entitled to from now on. */
  Freeing: [
    { name: 'node', type: 'bytes32' },
    { name: 'amount', type: 'uint128' },
  ],
  /** By the payee of a leaf: to whom it is paid. */
  Redirection: [
    { name: 'node', type: 'bytes32' },
    { name: 'to', type: 'address' },
  ],
} as const

export type EscrowMessages = {
  readonly Split: { readonly bounty: Hex; readonly number: number; readonly root: Hex; readonly sum: bigint }
  readonly Delivery: { readonly bounty: Hex; readonly contentHash: Hex }
  readonly Release: { readonly bounty: Hex }
  readonly Acceptance: { readonly node: Hex; readonly split: number; readonly block: number; readonly leaves: bigint }
  readonly Settlement: { readonly bounty: Hex; readonly hunterAmount: bigint; readonly validUntil: number }
  readonly Contest: { readonly node: Hex }
  readonly Freeing: { readonly node: Hex; readonly amount: bigint }
  readonly Redirection: { readonly node: Hex; readonly to: Address }
}
