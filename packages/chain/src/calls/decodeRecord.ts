import { address, type Address, type Decision, type DecisionId, decisionId, decisionIdOf, type Hex, type Member } from '@daomesh/protocol'
import { daoRecordsAbi } from '../abis.ts'
import { toDecision } from '../facts/plainStructs.ts'
import { type UnpackedSheet, unpackSigned } from './unpackSheets.ts'
import { decodeFunction } from './decodeFunction.ts'

export type DecodeRecordParameters = {
  readonly chainId: bigint
  /** The roster that a decision cites: sheets name their signer by its seats. Undefined where it is not known. */
  readonly citedBy: (decision: Decision) => readonly Member[] | undefined
  readonly data: Hex
}

/** What a call of the records contract says. An execution brings no sheets. Signatures of keys have 65 bytes again, as their members gave them. */
export type DecodedRecord = {
  readonly act: 'record' | 'challenge' | 'execute'
  readonly dao: Address
  readonly id: DecisionId
  readonly decision: Decision
  readonly sheets: readonly UnpackedSheet[]
}

/** The inverse of `encodeRecord`, `encodeChallenge` and `encodeExecuteRecorded`; null for whatever is none, or does not fit the cited roster. */
export const decodeRecord = ({ chainId, citedBy, data }: DecodeRecordParameters): DecodedRecord | null => {
  try {
    const { functionName, args } = decodeFunction(daoRecordsAbi, data)
    if (functionName !== 'record' && functionName !== 'challenge' && functionName !== 'execute') return null
    const dao = address.parse(args[0])
    const decision = toDecision(args[1])
    const id = decisionIdOf(chainId, dao, decision)
    if (functionName === 'execute') return { act: functionName, dao, id, decision, sheets: [] }
    const cited = citedBy(decision)
    if (cited === undefined) return null
    const agenda = [id, ...args[2].map((other) => decisionId.parse(other))]
    const sheets = unpackSigned(args[3], agenda, cited, 'any')
    return { act: functionName, dao, id, decision, sheets }
  } catch {
    // A stranger's bytes: whatever cannot be read is none.
    return null
  }
}
