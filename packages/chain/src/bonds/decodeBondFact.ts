import { address, type BondFact } from '@daomesh/protocol'
import { marketBondsAbi } from '../abis.ts'
import type { FactLogEntry } from '../facts/decodeFact.ts'
import { decodeEvent } from '../facts/decodeEvent.ts'

const decode = ({ topics, data }: Pick<FactLogEntry, 'topics' | 'data'>) => {
  try {
    return decodeEvent(marketBondsAbi, { topics, data })
  } catch {
    // An event that this version does not know: not a fact, whatever it is (SPEC A50).
    return null
  }
}

/** One event of the contract of market bonds as a fact; null for anything else. Addresses are lower case, since they are compared. */
export const decodeBondFact = (log: Pick<FactLogEntry, 'topics' | 'data'>): BondFact | null => {
  const event = decode(log)
  if (event === null) return null
  const account = address.parse(event.args.account)
  switch (event.eventName) {
    case 'Bonded':
      return { kind: 'bonded', account, added: event.args.added, amount: event.args.amount }
    case 'Unbonded':
      return { kind: 'unbonded', account, amount: event.args.amount, leavesAt: event.args.leavesAt }
    case 'Withdrawn':
      return { kind: 'withdrawn', account, recipient: address.parse(event.args.recipient), amount: event.args.amount }
  }
}
