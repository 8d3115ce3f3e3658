import { type Genesis, genesisHashOf, type Hex } from '@daomesh/protocol'
import { decodeFunctionData, toFunctionSelector, getAbiItem } from 'viem'
import { daoFactoryAbi } from '../abis.ts'
import { toGenesis } from './plainStructs.ts'

const selector = toFunctionSelector(getAbiItem({ abi: daoFactoryAbi, name: 'deploy' })).slice(2)

const genesisAt = (data: Hex): Genesis | null => {
  try {
    const { functionName, args } = decodeFunctionData({ abi: daoFactoryAbi, data })
    return functionName === 'deploy' ? toGenesis(args[0]) : null
  } catch {
    // The four bytes stood there by chance.
    return null
  }
}

/**
 * The genesis with this hash, out of the calldata that deployed it: at its beginning where the factory was called directly, somewhere inside where
 * another contract did it. null when it is not there at all.
 */
export const findGenesis = (input: Hex, genesisHash: Hex): Genesis | null => {
  const text = input.toLowerCase()
  for (let at = text.indexOf(selector, 2); at !== -1; at = text.indexOf(selector, at + 1)) {
    if (at % 2 !== 0) continue
    const genesis = genesisAt(`0x${text.slice(at)}`)
    if (genesis !== null && genesisHashOf(genesis) === genesisHash) return genesis
  }
  return null
}
