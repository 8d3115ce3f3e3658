import { address, bytes32, type SaleFact } from '@daomesh/protocol'
import { tillAbi } from '../abis.ts'
import type { FactLogEntry } from '../facts/decodeFact.ts'
import { decodeEvent } from '../facts/decodeEvent.ts'

/** One event of the till as a fact; null for anything else. Addresses are lower case, since they are compared. */
export const decodeSaleFact = ({ topics, data }: Pick<FactLogEntry, 'topics' | 'data'>): SaleFact | null => {
  try {
    const { args } = decodeEvent(tillAbi, { topics, data })
    return {
      kind: 'bought',
      quote: bytes32.parse(args.quote),
      seller: address.parse(args.seller),
      reader: address.parse(args.reader),
      payer: address.parse(args.payer),
      token: address.parse(args.token),
      price: args.price,
      work: bytes32.parse(args.work),
      copy: args.copy,
    }
  } catch {
    // An event that this version does not know: not a fact, whatever it is.
    return null
  }
}
