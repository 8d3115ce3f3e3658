import { type Genesis, genesisHashOf, type Hex } from '@daomesh/protocol'
import { toFunctionSelector, getAbiItem } from 'viem'
import { daoFactoryAbi } from '../abis.ts'
import { toGenesis } from './plainStructs.ts'
import { decodeFunction } from '../calls/decodeFunction.ts'

const selector = toFunctionSelector(getAbiItem({ abi: daoFactoryAbi, name: 'deploy' })).slice(2)

/** Bytes of a founding at most: with 64 members and the longest name it takes 9 300. */
const genesisBytes = 16 * 1024
/**
 * Places that are tried in one transaction. Four bytes stand nowhere by chance so often, and whoever deploys through a contract of its own chooses what stands
 * there: every node that reads its DAO reads this.
 */
const mostPlaces = 64

const genesisAt = (data: Hex): Genesis | null => {
  try {
    const { functionName, args } = decodeFunction(daoFactoryAbi, data)
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
  let tried = 0
  for (let at = text.indexOf(selector, 2); at !== -1 && tried < mostPlaces; at = text.indexOf(selector, at + 1)) {
    if (at % 2 !== 0) continue
    tried += 1
    const genesis = genesisAt(`0x${text.slice(at, at + 2 * genesisBytes)}`)
    if (genesis !== null && genesisHashOf(genesis) === genesisHash) return genesis
  }
  return null
}
