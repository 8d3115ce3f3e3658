import { type Address, type EscrowAction, type EscrowGroup, type Hex, type SumLeaf, to0x, zeroAddress } from '@daomesh/protocol'
import { encodeFunctionData, numberToHex } from 'viem'
import { bountyEscrowAbi } from '../abis.ts'
import type { ChainCall } from '../client/ports.ts'
import { zeroHash } from '../constants.ts'

const bondDivisor = 50n

/**
 * What an objection to so much takes as a bond, in the token of the bounty.
 * @example
 * bondOf(1000n) // => 20n
 */
export const bondOf = (amount: bigint): bigint => amount / bondDivisor

const leafArgument = ({ payee, amount, agreement, split }: SumLeaf) => ({
  payee,
  amount,
  agreementHash: agreement,
  splitRoot: split?.root ?? zeroHash,
  splitSum: split?.sum ?? 0n,
})

const groupsArgument = (groups: readonly EscrowGroup[]) =>
  groups.map(({ leaves, siblings, ...group }) => ({
    ...group,
    leaves: leaves.map(leafArgument),
    proof: siblings.flatMap(({ hash, sum }) => [to0x(hash), numberToHex(sum, { size: 32 })]),
  }))

const abi = bountyEscrowAbi

const dataOf = (action: EscrowAction): Hex => {
  switch (action.kind) {
    case 'fund':
      return encodeFunctionData({ abi, functionName: 'fund', args: [action.agreement, action.hunterSignature] })
    case 'cancel':
      return encodeFunctionData({ abi, functionName: 'cancel', args: [action.agreement] })
    case 'split':
      return encodeFunctionData({ abi, functionName: 'split', args: [action.agreement, groupsArgument(action.path), [...action.splits]] })
    case 'deliver':
      return encodeFunctionData({ abi, functionName: 'deliver', args: [action.agreement, action.contentHash, action.signature] })
    case 'accept':
      return encodeFunctionData({ abi, functionName: 'accept', args: [action.agreement, action.signature] })
    case 'acceptLeaves': {
      const args = [action.agreement, groupsArgument(action.path), [...action.levels]] as const
      return encodeFunctionData({ abi, functionName: 'acceptLeaves', args })
    }
    case 'object':
      return encodeFunctionData({ abi, functionName: 'object', args: [action.agreement, action.reasonHash] })
    case 'objectLeaf': {
      const args = [action.agreement, groupsArgument(action.path), action.sub, action.reasonHash] as const
      return encodeFunctionData({ abi, functionName: 'objectLeaf', args })
    }
    case 'contest':
      return encodeFunctionData({ abi, functionName: 'contest', args: [action.node, action.signature] })
    case 'rule':
      return encodeFunctionData({ abi, functionName: 'rule', args: [action.node, action.hunterAmount] })
    case 'release':
      return encodeFunctionData({ abi, functionName: 'release', args: [action.agreement] })
    case 'refund':
      return encodeFunctionData({ abi, functionName: 'refund', args: [action.agreement] })
    case 'settle': {
      const { agreement, hunterAmount, validUntil, hunterSignature, issuerSignature } = action
      return encodeFunctionData({
        abi,
        functionName: 'settle',
        args: [agreement, hunterAmount, validUntil, hunterSignature, issuerSignature],
      })
    }
    case 'payout':
      return encodeFunctionData({ abi, functionName: 'payout', args: [action.agreement, groupsArgument(action.groups)] })
    case 'free': {
      const args = [action.agreement, groupsArgument(action.path), action.amount, action.signature] as const
      return encodeFunctionData({ abi, functionName: 'free', args })
    }
    case 'redirect': {
      const args = [action.agreement, groupsArgument(action.path), action.to, action.signature] as const
      return encodeFunctionData({ abi, functionName: 'redirect', args })
    }
    case 'claim':
      return encodeFunctionData({ abi, functionName: 'claim', args: [action.vault, action.account, action.recipient] })
  }
}

/** What an action takes of its sender: the amount with a funding, the bond with an objection; in the token of the bounty, zero address: ETH. */
export const priceOf = (action: EscrowAction): { readonly token: Address; readonly amount: bigint } => {
  if (!('agreement' in action)) return { token: zeroAddress, amount: 0n }
  const { token, amount } = action.agreement
  if (action.kind === 'fund') return { token, amount }
  if (action.kind === 'object') return { token, amount: bondOf(amount) }
  return { token, amount: action.kind === 'objectLeaf' ? bondOf(action.path.at(-1)?.leaves.at(-1)?.amount ?? 0n) : 0n }
}

/** What must come with it in ETH. Tokens are approved for the escrow before. */
const valueOf = (action: EscrowAction): bigint => {
  const { token, amount } = priceOf(action)
  return token === zeroAddress ? amount : 0n
}

/**
 * The call of the escrow that an action is.
 * @example
 * encodeEscrow(factory, { kind: 'fund', agreement, hunterSignature: '0x' }).value // => 1000n
 */
export const encodeEscrow = (escrow: Address, action: EscrowAction): ChainCall => ({
  to: escrow,
  value: valueOf(action),
  data: dataOf(action),
})
