import { type Address, type Hex, type Round, type RoundAction, zeroAddress } from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { matchingRoundAbi } from '../abis.ts'
import type { ChainCall } from '../client/ports.ts'

/** The `place` of who gives for its own seat. */
const itself = 255

const abi = matchingRoundAbi

const dataOf = (action: RoundAction): Hex => {
  switch (action.kind) {
    case 'open':
      return encodeFunctionData({ abi, functionName: 'open', args: [action.round, action.projects] })
    case 'fund':
      return encodeFunctionData({ abi, functionName: 'fund', args: [action.round, action.amount] })
    case 'contribute': {
      const { round, seat, place, project, amount } = action
      return encodeFunctionData({ abi, functionName: 'contribute', args: [round, seat, place ?? itself, project, amount] })
    }
    case 'callOff':
    case 'finalise':
      return encodeFunctionData({ abi, functionName: action.kind, args: [action.round] })
    case 'payout': {
      const which = action.which.reduce((bits, place) => bits | (1n << BigInt(place)), 0n)
      return encodeFunctionData({ abi, functionName: 'payout', args: [action.round, action.projects, which] })
    }
    case 'refund':
      return encodeFunctionData({ abi, functionName: 'refund', args: [action.round, action.account] })
    case 'refundPool':
      return encodeFunctionData({ abi, functionName: 'refundPool', args: [action.round, action.numbers.map(BigInt)] })
    case 'claim':
      return encodeFunctionData({ abi, functionName: 'claim', args: [action.vault, action.account, action.recipient] })
  }
}

const ethOf = (round: Round, amount: bigint): bigint => (round.token === zeroAddress ? amount : 0n)

/** The call that asks this of the contract of rounds, with the ETH that must come with it; tokens it takes by an allowance. */
export const encodeRound = (rounds: Address, action: RoundAction): ChainCall => ({
  to: rounds,
  value: action.kind === 'fund' || action.kind === 'contribute' ? ethOf(action.round, action.amount) : 0n,
  data: dataOf(action),
})
