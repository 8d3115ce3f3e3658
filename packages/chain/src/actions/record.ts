import {
  type Address,
  type Decision,
  decisionIdOf,
  type Hex,
  type Member,
  packSheets,
  type SignedSheet,
  type UnsignedTransaction,
} from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { daoRecordsAbi } from '../abis.ts'
import type { ChainCall, ChainClient } from '../client/ports.ts'

export type EncodeRecordParameters = {
  readonly chainId: bigint
  /** The records contract of the factory (`DaoFactory.records`). */
  readonly records: Address
  readonly dao: Address
  /** The roster that the decision cites, as it was written: sheets name their signer by its seats. */
  readonly cited: readonly Member[]
  readonly decision: Decision
  /** One sheet per member, each with its signature and, in quadratic counting, its votes. */
  readonly sheets: readonly SignedSheet[]
  /** `encodeAfterWitness` of the decision that it comes after; only read where it is executed at once. */
  readonly witness?: Hex
}

const encode = (functionName: 'record' | 'challenge', parameters: EncodeRecordParameters): ChainCall => {
  const { chainId, records, dao, cited, decision, sheets, witness } = parameters
  const packed = packSheets({
    seats: cited,
    decisions: [decisionIdOf(chainId, dao, decision)],
    sheets,
    witnesses: witness === undefined ? [] : [witness],
  })
  const args = [dao, decision, packed.others, packed.sheets] as const
  return { to: records, value: 0n, data: encodeFunctionData({ abi: daoRecordsAbi, functionName, args }) }
}

/**
 * The call that records a passing tally and opens the window (R5). Anyone may send it.
 * @throws DaomeshError `INPUT_INVALID` when a signer has no seat, signed twice, or something does not fit the format.
 */
export const encodeRecord = (parameters: EncodeRecordParameters): ChainCall => encode('record', parameters)

/**
 * The call that brings ballots which a record lacks, and strikes what was revoked. Anyone may send it while the window is open.
 * @throws DaomeshError `INPUT_INVALID`
 */
export const encodeChallenge = (parameters: Omit<EncodeRecordParameters, 'witness'>): ChainCall => encode('challenge', parameters)

export type EncodeExecuteRecordedParameters = Pick<EncodeRecordParameters, 'records' | 'dao' | 'decision' | 'witness'>

/** The call that executes a recorded decision after window and grace. Anyone may send it, or the decision's executor. */
export const encodeExecuteRecorded = ({ records, dao, decision, witness = '0x' }: EncodeExecuteRecordedParameters): ChainCall => ({
  to: records,
  value: 0n,
  data: encodeFunctionData({ abi: daoRecordsAbi, functionName: 'execute', args: [dao, decision, witness] }),
})

type Sent<T> = Omit<T, 'chainId'> & { readonly from: Address }

/**
 * The transaction that records a decision, ready to be signed. Gas in units, fees in wei.
 * @throws DaomeshError `TRANSACTION_REVERTED` with the reason (`Records_NotPassing`, `Records_AlreadyRecorded`, …), `TRANSACTION_FUNDS`.
 */
export const record = (client: ChainClient, parameters: Sent<EncodeRecordParameters>): Promise<UnsignedTransaction> =>
  client.prepare({ from: parameters.from, ...encodeRecord({ ...parameters, chainId: client.profile.identity.chainId }) })

/**
 * The transaction that challenges a record, ready to be signed.
 * @throws DaomeshError `TRANSACTION_REVERTED` (`Records_NothingNew` when everything is there, `Records_WindowOver`, …), `TRANSACTION_FUNDS`.
 */
export const challenge = (client: ChainClient, parameters: Omit<Sent<EncodeRecordParameters>, 'witness'>): Promise<UnsignedTransaction> =>
  client.prepare({ from: parameters.from, ...encodeChallenge({ ...parameters, chainId: client.profile.identity.chainId }) })

/**
 * The transaction that executes a recorded decision, ready to be signed.
 * @throws DaomeshError `TRANSACTION_REVERTED` (`Records_TooEarly`, `Records_Rejected`, or what its calls failed with), `TRANSACTION_FUNDS`.
 */
export const executeRecorded = (
  client: ChainClient,
  parameters: EncodeExecuteRecordedParameters & { readonly from: Address },
): Promise<UnsignedTransaction> => client.prepare({ from: parameters.from, ...encodeExecuteRecorded(parameters) })
