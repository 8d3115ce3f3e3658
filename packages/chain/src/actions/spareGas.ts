import type { Hex } from '@daomesh/protocol'
import { getAbiItem, toFunctionSelector } from 'viem'
import { daoAbi } from '../abis.ts'
import { decodeFunction } from '../calls/decodeFunction.ts'

const ragequit = toFunctionSelector(getAbiItem({ abi: daoAbi, name: 'ragequit' }))

/** R11.3, R12: what the last push of a distribution must still find, and what the exit keeps for itself, in all and for each listed token. */
const [ofPush, ofExit, ofToken] = [300_000n, 150_000n, 45_000n]

/**
 * Gas that a call must have at hand and does not use. An exit goes on without the distribution that it is too poor for, so neither an estimate nor what
 * a simulation used says what it needs; unused gas is not paid.
 */
export const spareGasOf = (data: Hex): bigint => {
  if (!data.startsWith(ragequit)) return 0n
  try {
    const { functionName, args } = decodeFunction(daoAbi, data)
    return functionName === 'ragequit' ? ofPush + ofExit + ofToken * BigInt(args[1].length) : 0n
  } catch {
    // The four bytes stood there by chance.
    return 0n
  }
}
