import { address, type BondAction } from '@daomesh/protocol'
import { marketBondsAbi } from '../abis.ts'
import type { ChainCall } from '../client/ports.ts'
import { decodeFunction } from '../calls/decodeFunction.ts'

const read = ({ data, value }: Pick<ChainCall, 'data' | 'value'>): BondAction | null => {
  const call = decodeFunction(marketBondsAbi, data)
  switch (call.functionName) {
    case 'bond':
      return { kind: 'bond', amount: value }
    case 'unbond':
      return { kind: 'unbond' }
    case 'withdraw':
      return { kind: 'withdraw', recipient: address.parse(call.args[0]) }
    default:
      return null
  }
}

/** The action that this call asks of the contract of market bonds; null for anything else. */
export const decodeBond = (call: Pick<ChainCall, 'data' | 'value'>): BondAction | null => {
  try {
    return read(call)
  } catch {
    // Anybody may send anything: bytes that fit no function ask for nothing.
    return null
  }
}
