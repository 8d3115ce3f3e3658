import { address, type EscrowAction, type EscrowGroup, fromHex, type Hex, type SumLeaf, zeroAddress } from '@daomesh/protocol'
import type { ContractFunctionArgs } from 'viem'
import { bountyEscrowAbi } from '../abis.ts'
import { encodeEscrow } from './encodeEscrow.ts'
import { toAgreement } from './toAgreement.ts'
import { decodeFunction } from '../calls/decodeFunction.ts'

type RawGroup = ContractFunctionArgs<typeof bountyEscrowAbi, 'nonpayable', 'payout'>[1][number]

const toLeaf = ({ payee, amount, agreementHash, splitRoot, splitSum }: RawGroup['leaves'][number]): SumLeaf => ({
  payee: address.parse(payee),
  amount,
  agreement: agreementHash.toLowerCase() as Hex,
  ...(BigInt(splitRoot) === 0n && splitSum === 0n ? {} : { split: { root: splitRoot.toLowerCase() as Hex, sum: splitSum } }),
})

const toGroup = ({ leaves, proof, ...group }: RawGroup): EscrowGroup => ({
  ...group,
  leaves: leaves.map(toLeaf),
  siblings: Array.from({ length: proof.length / 2 }, (_, i) => ({
    hash: fromHex(proof[2 * i] ?? '0x'),
    sum: BigInt(proof[2 * i + 1] ?? 0),
  })),
})

const read = (data: Hex): EscrowAction | null => {
  const call = decodeFunction(bountyEscrowAbi, data)
  switch (call.functionName) {
    case 'fund':
      return { kind: 'fund', agreement: toAgreement(call.args[0]), hunterSignature: call.args[1] }
    case 'cancel':
    case 'release':
    case 'refund':
      return { kind: call.functionName, agreement: toAgreement(call.args[0]) }
    case 'split':
      return { kind: 'split', agreement: toAgreement(call.args[0]), path: call.args[1].map(toGroup), splits: call.args[2] }
    case 'deliver':
      return { kind: 'deliver', agreement: toAgreement(call.args[0]), contentHash: call.args[1], signature: call.args[2] }
    case 'accept':
      return { kind: 'accept', agreement: toAgreement(call.args[0]), signature: call.args[1] }
    case 'acceptLeaves':
      return { kind: 'acceptLeaves', agreement: toAgreement(call.args[0]), path: call.args[1].map(toGroup), levels: call.args[2] }
    case 'object':
      return { kind: 'object', agreement: toAgreement(call.args[0]), reasonHash: call.args[1] }
    case 'objectLeaf': {
      const [agreement, path, sub, reasonHash] = call.args
      return { kind: 'objectLeaf', agreement: toAgreement(agreement), path: path.map(toGroup), sub: toAgreement(sub), reasonHash }
    }
    case 'contest':
      return { kind: 'contest', node: call.args[0], signature: call.args[1] }
    case 'rule':
      return { kind: 'rule', node: call.args[0], hunterAmount: call.args[1] }
    case 'settle': {
      const [agreement, hunterAmount, validUntil, hunterSignature, issuerSignature] = call.args
      return { kind: 'settle', agreement: toAgreement(agreement), hunterAmount, validUntil, hunterSignature, issuerSignature }
    }
    case 'payout':
      return { kind: 'payout', agreement: toAgreement(call.args[0]), groups: call.args[1].map(toGroup) }
    case 'free': {
      const [agreement, path, amount, signature] = call.args
      return { kind: 'free', agreement: toAgreement(agreement), path: path.map(toGroup), amount, signature }
    }
    case 'redirect': {
      const [agreement, path, to, signature] = call.args
      return { kind: 'redirect', agreement: toAgreement(agreement), path: path.map(toGroup), to: address.parse(to), signature }
    }
    case 'claim': {
      const [vault, account, recipient] = call.args.map((one) => address.parse(one)) as [
        SumLeaf['payee'],
        SumLeaf['payee'],
        SumLeaf['payee'],
      ]
      return { kind: 'claim', vault, account, recipient }
    }
    default:
      return null
  }
}

/** The action that these bytes ask of the escrow; null for anything else, and where they say more than it shows. */
export const decodeEscrow = (data: Hex): EscrowAction | null => {
  try {
    const action = read(data)
    // A word may hold more than its type, which the id of an agreement commits to and no reader of the action sees (contracts R31).
    return action !== null && encodeEscrow(zeroAddress, action).data === data.toLowerCase() ? action : null
  } catch {
    // Anybody may send anything: bytes that fit no function ask for nothing.
    return null
  }
}
