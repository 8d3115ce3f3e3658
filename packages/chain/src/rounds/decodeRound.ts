import { address, type Hex, type RoundAction } from '@daomesh/protocol'
import { matchingRoundAbi } from '../abis.ts'
import { bitsOf, toRound, toRoundProject } from './toRound.ts'
import { decodeFunction } from '../calls/decodeFunction.ts'

const read = (data: Hex): RoundAction | null => {
  const call = decodeFunction(matchingRoundAbi, data)
  switch (call.functionName) {
    case 'open':
      return { kind: 'open', round: toRound(call.args[0]), projects: call.args[1].map(toRoundProject) }
    case 'fund':
      return { kind: 'fund', round: toRound(call.args[0]), amount: call.args[1] }
    case 'contribute': {
      const [round, seat, place, project, amount] = call.args
      return { kind: 'contribute', round: toRound(round), seat, place: place === 255 ? null : place, project, amount }
    }
    case 'callOff':
    case 'finalise':
      return { kind: call.functionName, round: toRound(call.args[0]) }
    case 'payout': {
      const [round, projects, which] = call.args
      return { kind: 'payout', round: toRound(round), projects: projects.map(toRoundProject), which: bitsOf(which) }
    }
    case 'refund':
      return { kind: 'refund', round: toRound(call.args[0]), account: address.parse(call.args[1]) }
    case 'refundPool':
      return { kind: 'refundPool', round: toRound(call.args[0]), numbers: call.args[1].map(Number) }
    case 'claim': {
      const [vault, account, recipient] = call.args
      return { kind: 'claim', vault: address.parse(vault), account: address.parse(account), recipient: address.parse(recipient) }
    }
    default:
      return null
  }
}

/** The action that these bytes ask of the contract of rounds; null for anything else. */
export const decodeRound = (data: Hex): RoundAction | null => {
  try {
    return read(data)
  } catch {
    // Anybody may send anything: bytes that fit no function ask for nothing.
    return null
  }
}
