import { address, type Address, type Decision, type DecisionId, decisionId, decisionIdOf, type Hex, type Member } from '@daomesh/protocol'
import { daoAbi } from '../abis.ts'
import { toDecision } from '../facts/plainStructs.ts'
import type { RosterDelta } from './changeRosterCall.ts'
import { type UnpackedSheet, unpackSigned } from './unpackSheets.ts'
import { decodeFunction } from './decodeFunction.ts'

export type DecodeEnactParameters = {
  readonly chainId: bigint
  readonly dao: Address
  /** As last written before the call: sheets name their signer by seat. */
  readonly roster: readonly Member[]
  readonly data: Hex
}

/** What an `enact` was sent with. Signatures of keys have 65 bytes again, as their members gave them. */
export type DecodedEnact = {
  readonly decisions: readonly { readonly id: DecisionId; readonly decision: Decision }[]
  readonly sheets: readonly UnpackedSheet[]
}

/** The inverse of `encodeEnact`; null for whatever is none, or does not fit this roster. */
export const decodeEnact = ({ chainId, dao, roster, data }: DecodeEnactParameters): DecodedEnact | null => {
  try {
    const { functionName, args } = decodeFunction(daoAbi, data)
    if (functionName !== 'enact') return null
    const decisions = args[0].map(toDecision).map((decision) => ({ id: decisionIdOf(chainId, dao, decision), decision }))
    const agenda = [...decisions.map(({ id }) => id), ...args[1].map((other) => decisionId.parse(other))]
    const sheets = unpackSigned(args[2], agenda, roster)
    return { decisions, sheets }
  } catch {
    // A stranger's bytes: whatever cannot be read is none.
    return null
  }
}

/** What a call of the DAO to itself changes in its roster; null where it is no such call. The inverse of `changeRosterCall`. */
export const decodeRosterChange = (
  dao: Address,
  { target, data }: { readonly target: Address; readonly data: Hex },
): readonly RosterDelta[] | null => {
  if (target !== dao) return null
  try {
    const { functionName, args } = decodeFunction(daoAbi, data)
    if (functionName !== 'changeRoster') return null
    return args[0].map(({ account, kind, setPower, power, mint }) => ({
      account: address.parse(account),
      kind,
      mint,
      ...(setPower ? { power } : {}),
    }))
  } catch {
    // A stranger's bytes: whatever cannot be read is none.
    return null
  }
}
