import { concatBytes, fromHex, type Hex, to0x } from '../bytes.ts'
import { keccak256 } from '../hash.ts'

export type WitnessedCall = { readonly target: Hex; readonly value: bigint; readonly data: Hex; readonly codeHash: Hex }

export type WitnessedDecision = {
  readonly rosterEpoch: number
  readonly rulesEpoch: number
  readonly slot: bigint
  readonly closesAt: number
  readonly expiresAt: number
  readonly executor: Hex
  readonly afterDecision: Hex
  readonly calls: readonly WitnessedCall[]
  readonly contentHash: Hex
}

const callTypeHash = keccak256(new TextEncoder().encode('Call(address target,uint256 value,bytes data,bytes32 codeHash)'))
const word = (value: bigint | number): Uint8Array => fromHex(BigInt(value).toString(16).padStart(64, '0'))
const padded = (hex: Hex): Uint8Array => fromHex(hex.slice(2).padStart(64, '0'))

const hashCall = (call: WitnessedCall): Uint8Array =>
  keccak256(
    concatBytes(callTypeHash, padded(call.target), word(call.value), keccak256(fromHex(call.data)), padded(call.codeHash)),
  )

/**
 * The nine EIP-712 words of a decision (SPEC S2): shown to `enact` so that the contract, which keeps no ids, can tell whether a decision that
 * another one comes after is spent.
 */
export const encodeAfterWitness = (decision: WitnessedDecision): Hex =>
  to0x(
    concatBytes(
      word(decision.rosterEpoch),
      word(decision.rulesEpoch),
      word(decision.slot),
      word(decision.closesAt),
      word(decision.expiresAt),
      padded(decision.executor),
      padded(decision.afterDecision),
      keccak256(concatBytes(...decision.calls.map(hashCall))),
      padded(decision.contentHash),
    ),
  )
