import type { Hex } from '@daomesh/protocol'
import {
  type Abi,
  type AbiFunction,
  AbiFunctionSignatureNotFoundError,
  decodeAbiParameters,
  type DecodeFunctionDataReturnType,
  slice,
  toFunctionSelector,
} from 'viem'

/** Functions of an ABI by their selectors. */
const known = new WeakMap<Abi, ReadonlyMap<Hex, AbiFunction>>()

const functionsOf = (abi: Abi): ReadonlyMap<Hex, AbiFunction> => {
  const before = known.get(abi)
  if (before !== undefined) return before
  const functions = new Map(abi.filter((item) => item.type === 'function').map((item) => [toFunctionSelector(item), item]))
  known.set(abi, functions)
  return functions
}

/**
 * What viem's `decodeFunctionData` answers, whose search hashes the signature of one function after the other at every call: half a millisecond for a large
 * contract, and a list of proposals decodes hundreds. Here each is hashed once.
 * @throws viem's errors where the bytes name no function of the ABI, or do not fit its types.
 */
export const decodeFunction = <const abi extends Abi>(abi: abi, data: Hex): DecodeFunctionDataReturnType<abi> => {
  const selector = slice(data, 0, 4)
  const item = functionsOf(abi).get(selector)
  if (item === undefined) throw new AbiFunctionSignatureNotFoundError(selector, { docsPath: '/docs/contract/decodeFunctionData' })
  const args = item.inputs.length > 0 ? decodeAbiParameters(item.inputs, slice(data, 4)) : undefined
  return { functionName: item.name, args } as DecodeFunctionDataReturnType<abi>
}
