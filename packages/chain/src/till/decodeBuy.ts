import { address, bytes32, type TillAction } from '@daomesh/protocol'
import { tillAbi } from '../abis.ts'
import type { ChainCall } from '../client/ports.ts'
import { decodeFunction } from '../calls/decodeFunction.ts'

/** What this call asks of the till; null for anything else. */
export const decodeBuy = ({ data }: Pick<ChainCall, 'data'>): TillAction | null => {
  try {
    const call = decodeFunction(tillAbi, data)
    if (call.functionName !== 'buy') return null
    const [{ seller, token, price, copies, until, work }, reader] = call.args
    return {
      kind: 'buy',
      quote: { seller: address.parse(seller), token: address.parse(token), price, copies, until, work: bytes32.parse(work) },
      reader: address.parse(reader),
    }
  } catch {
    // Anybody may send anything: bytes that fit no function ask for nothing.
    return null
  }
}
