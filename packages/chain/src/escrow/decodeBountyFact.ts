import { address, bountyId, type BountyFact, fromHex, type Hex, leavesPerBlock, type LeafPayment, to0x } from '@daomesh/protocol'
import { bountyEscrowAbi } from '../abis.ts'
import type { FactLogEntry } from '../facts/decodeFact.ts'
import { toAgreement } from './toAgreement.ts'
import { decodeEvent } from '../facts/decodeEvent.ts'

const paymentBytes = 40

const decode = ({ topics, data }: Pick<FactLogEntry, 'topics' | 'data'>) => {
  try {
    return decodeEvent(bountyEscrowAbi, { topics, data })
  } catch {
    // An event that this version does not know: not a fact, whatever it is (SPEC A30).
    return null
  }
}

const toNumber = (bytes: Uint8Array): bigint => BigInt(to0x(bytes))

/** What `Paid` packs: index (4) · payee (20) · margin (16) for each leaf. null for another size, which our escrow does not write. */
const paymentsOf = (packed: Hex): readonly LeafPayment[] | null => {
  const bytes = fromHex(packed)
  if (bytes.length % paymentBytes !== 0) return null
  return Array.from({ length: bytes.length / paymentBytes }, (_, i) => {
    const one = bytes.subarray(i * paymentBytes, (i + 1) * paymentBytes)
    return {
      index: Number(toNumber(one.subarray(0, 4))),
      payee: address.parse(to0x(one.subarray(4, 24))),
      margin: toNumber(one.subarray(24)),
    }
  })
}

const placesOf = (block: number, bits: bigint): readonly number[] =>
  Array.from({ length: leavesPerBlock }, (_, i) => i)
    .filter((i) => ((bits >> BigInt(i)) & 1n) === 1n)
    .map((i) => block * leavesPerBlock + i)

/** One event of the escrow as a fact; null for anything else. Addresses and hashes are lower case, since they are compared and hashed. */
export const decodeBountyFact = (log: Pick<FactLogEntry, 'topics' | 'data'>): BountyFact | null => {
  const event = decode(log)
  if (event === null) return null
  const { args } = event
  const id = 'id' in args ? bountyId.parse(args.id) : bountyId.parse(`0x${'0'.repeat(64)}`)
  const node = 'node' in args ? bountyId.parse(args.node) : id
  switch (event.eventName) {
    case 'Funded':
      return { kind: 'funded', id, agreement: toAgreement(event.args.agreement) }
    case 'Cancelled':
      return { kind: 'cancelled', id, by: address.parse(event.args.by) }
    case 'Split': {
      const { owner, number, root, sum } = event.args
      return { kind: 'split', id, node, owner: address.parse(owner), number, root: bountyId.parse(root), sum }
    }
    case 'Delivered':
      return { kind: 'delivered', id, contentHash: bountyId.parse(event.args.contentHash) }
    case 'Accepted':
      return { kind: 'accepted', id }
    case 'LeavesAccepted':
      return { kind: 'leavesAccepted', id, node, split: event.args.split, leaves: placesOf(event.args.block_, event.args.leaves) }
    case 'Objected': {
      const { objector, arbiter, bond, reasonHash, contested } = event.args
      const [by, judge, reason] = [address.parse(objector), address.parse(arbiter), bountyId.parse(reasonHash)]
      return { kind: 'objected', id, node, objector: by, arbiter: judge, bond, reasonHash: reason, contested }
    }
    case 'Contested':
      return { kind: 'contested', id, node }
    case 'Ruled':
      return { kind: 'ruled', id, node, hunterAmount: event.args.hunterAmount }
    case 'Released': {
      const { released, margin, releasedAt } = event.args
      return { kind: 'released', id, released, margin, releasedAt }
    }
    case 'Refunded':
      return { kind: 'refunded', id, issuer: address.parse(event.args.issuer), amount: event.args.amount }
    case 'Paid': {
      const payments = paymentsOf(event.args.payments)
      return payments === null ? null : { kind: 'paid', id, node, split: event.args.split, payments }
    }
    case 'Returned':
      return { kind: 'returned', id, node, to: address.parse(event.args.to), amount: event.args.amount }
    case 'Freed':
      return { kind: 'freed', id, node, amount: event.args.amount }
    case 'Redirected':
      return { kind: 'redirected', id, node, to: address.parse(event.args.to) }
    case 'Credited': {
      const { vault, account, amount } = event.args
      return { kind: 'credited', vault: address.parse(vault), account: address.parse(account), amount }
    }
    case 'Claimed': {
      const { vault, account, recipient, amount } = event.args
      return { kind: 'claimed', vault: address.parse(vault), account: address.parse(account), recipient: address.parse(recipient), amount }
    }
    default:
      return null
  }
}
