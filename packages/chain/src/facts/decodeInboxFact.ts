import { address, type ChainFact } from '@daomesh/protocol'
import { incomeInboxAbi } from '../abis.ts'
import type { FactLogEntry } from './decodeFact.ts'
import { decodeEvent } from './decodeEvent.ts'

const decode = ({ topics, data }: FactLogEntry) => {
  try {
    return decodeEvent(incomeInboxAbi, { topics, data })
  } catch {
    // An event that this version does not know: not a fact, whatever it is (SPEC A5).
    return null
  }
}

/** One event of the DAO's income inbox as a fact; null for anything else. */
export const decodeInboxFact = (log: FactLogEntry): ChainFact | null => {
  const event = decode(log)
  switch (event?.eventName) {
    case 'Distributed': {
      const { token, amount, toTreasury, toMembers } = event.args
      return { kind: 'distributed', token: address.parse(token), amount, toTreasury, toMembers }
    }
    case 'Credited': {
      const { account, token, amount } = event.args
      return { kind: 'credited', account: address.parse(account), token: address.parse(token), amount }
    }
    case 'Claimed': {
      const { account, token, recipient, credit, paid } = event.args
      const [who, to] = [address.parse(account), address.parse(recipient)]
      return { kind: 'claimed', account: who, token: address.parse(token), recipient: to, credit, paid }
    }
    default:
      return null
  }
}
