import { concatBytes, fromHex, type Hex, to0x, toHex } from '../bytes.ts'
import { decisionIdOf } from '../eip712/hashTypedData.ts'
import type { Decision } from '../eip712/types.ts'
import { packSheets, type PackedSeat, type SignedSheet } from '../enact/packSheets.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { type Address, type DecisionId, decisionId, zeroAddress } from '../ids.ts'
import { approvalCall, approvedHash } from './approval.ts'

/** Slot, two epochs, two times, content hash, number of others. */
const headBytes = 83

const uint = (value: bigint | number, size: number): Uint8Array =>
  fromHex(
    BigInt(value)
      .toString(16)
      .padStart(2 * size, '0'),
  )

export type PackLiveSignatureParameters = {
  readonly chainId: bigint
  /** The DAO that signs. */
  readonly dao: Address
  /** The decision whose only call approves the hash. */
  readonly approval: Decision
  /** The roster of the epoch that is current on chain. */
  readonly seats: readonly PackedSeat[]
  /** Of its members, enough to enact the approval at once; no votes, revisions below 2³². */
  readonly sheets: readonly SignedSheet[]
}

/**
 * The signature of a DAO by the live ballots of its members, for who counts ballots (SPEC S2.7, R10 of the contracts).
 * @throws DaomeshError INPUT_INVALID when the decision approves nothing, or its sheets do not fit the format.
 * @example
 * const approval = { ...decision, calls: [approvalCall(dao, chain.genesisHash)] }
 * packLiveSignature({ chainId: chain.chainId, dao, approval, seats: members, sheets: [] }).length // => 2 + 2 * 84
 */
export const packLiveSignature = ({ chainId, dao, approval, seats, sheets }: PackLiveSignatureParameters): Hex => {
  if (approvedHash(dao, approval) === null)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'approval', reason: 'it approves no hash alone' } })
  const packed = packSheets({ seats, decisions: [decisionIdOf(chainId, dao, approval)], sheets })
  return to0x(
    concatBytes(
      uint(approval.slot, 32),
      uint(approval.rosterEpoch, 4),
      uint(approval.rulesEpoch, 4),
      uint(approval.closesAt, 5),
      uint(approval.expiresAt, 5),
      fromHex(approval.contentHash),
      uint(packed.others.length, 1),
      ...packed.others.map((other) => fromHex(other)),
      fromHex(packed.sheets),
    ),
  )
}

export type LiveSignature = { readonly approval: Decision; readonly others: readonly DecisionId[]; readonly sheets: Hex }

/**
 * What stands in a live signature of `dao` for `hash`; null for bytes that are none. The sheets are read by the roster.
 * @example
 * unpackLiveSignature(dao, chain.genesisHash, '0x00') // => null
 */
export const unpackLiveSignature = (dao: Address, hash: Hex, signature: Hex): LiveSignature | null => {
  const bytes = fromHex(signature)
  const sheetsAt = headBytes + 32 * (bytes[headBytes - 1] ?? 0)
  if (bytes.length <= sheetsAt) return null
  const number = (at: number, size: number): bigint => BigInt(`0x${toHex(bytes.subarray(at, at + size))}`)
  const word = (at: number): Hex => to0x(bytes.subarray(at, at + 32))
  const others = Array.from({ length: bytes[headBytes - 1] ?? 0 }, (_, i) => decisionId.parse(word(headBytes + 32 * i)))
  const approval: Decision = {
    slot: number(0, 32),
    rosterEpoch: Number(number(32, 4)),
    rulesEpoch: Number(number(36, 4)),
    closesAt: Number(number(40, 5)),
    expiresAt: Number(number(45, 5)),
    contentHash: word(50),
    executor: zeroAddress,
    afterDecision: `0x${'0'.repeat(64)}`,
    calls: [approvalCall(dao, hash)],
  }
  return { approval, others, sheets: to0x(bytes.subarray(sheetsAt)) }
}
