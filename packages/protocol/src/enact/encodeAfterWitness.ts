import { concatBytes, fromHex, type Hex, to0x } from '../bytes.ts'
import { hashStruct } from '../eip712/hashTypedData.ts'
import type { Decision } from '../eip712/types.ts'
import { keccak256 } from '../hash.ts'

const word = (value: bigint | number): Uint8Array => fromHex(BigInt(value).toString(16).padStart(64, '0'))
const padded = (hex: Hex): Uint8Array => fromHex(hex.slice(2).padStart(64, '0'))

/**
 * The nine EIP-712 words of a decision (SPEC S2 of the contracts): shown to `enact` so that the contract, which keeps no ids, can tell whether
 * a decision that another one comes after is spent.
 */
export const encodeAfterWitness = (decision: Decision): Hex =>
  to0x(
    concatBytes(
      word(decision.rosterEpoch),
      word(decision.rulesEpoch),
      word(decision.slot),
      word(decision.closesAt),
      word(decision.expiresAt),
      padded(decision.executor),
      padded(decision.afterDecision),
      keccak256(concatBytes(...decision.calls.map((call) => hashStruct('Call', { ...call })))),
      padded(decision.contentHash),
    ),
  )
