import { concatBytes, fromHex, type Hex, to0x, utf8 } from '../bytes.ts'
import type { Call, Decision } from '../eip712/types.ts'
import { keccak256 } from '../hash.ts'
import type { Address } from '../ids.ts'

const selector = keccak256(utf8('approveHash(bytes32)')).subarray(0, 4)
const zeroHash = to0x(new Uint8Array(32))

/**
 * The call by which a DAO signs a hash, by ERC-1271 (R10 of the contracts).
 * @example
 * approvalCall(dao, chain.genesisHash).data.length // => 2 + 2 * 36
 */
export const approvalCall = (dao: Address, hash: Hex): Call => ({
  target: dao,
  value: 0n,
  data: to0x(concatBytes(selector, fromHex(hash))),
  codeHash: zeroHash,
})

/**
 * The hash that a decision of `dao` approves by its only call, if it could be signed live: nobody in particular enacts it and it comes after nothing.
 * @example
 * approvedHash(dao, decision) // => null
 * approvedHash(dao, { ...decision, calls: [approvalCall(dao, chain.genesisHash)] }) // => chain.genesisHash
 */
export const approvedHash = (dao: Address, { calls, executor, afterDecision }: Decision): Hex | null => {
  const [call] = calls
  if (call === undefined || calls.length !== 1 || BigInt(executor) !== 0n || BigInt(afterDecision) !== 0n) return null
  if (call.data.length !== 2 + 2 * 36) return null
  const hash: Hex = `0x${call.data.slice(-64)}`
  const own = approvalCall(dao, hash)
  return call.target === own.target && call.value === 0n && call.data === own.data && call.codeHash === own.codeHash ? hash : null
}
