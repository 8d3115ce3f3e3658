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
import { daoAbi } from '../abis.ts'
import type { ChainCall, ChainClient } from '../client/ports.ts'

export type EncodeEnactParameters = {
  readonly chainId: bigint
  readonly dao: Address
  /** The roster as last written on chain (exits do not move seats): sheets name their signer by seat. */
  readonly roster: readonly Member[]
  /** What to enact, in this order. One that fails is reported and blocks no other. */
  readonly decisions: readonly Decision[]
  /** One sheet per member, each with its signature. */
  readonly sheets: readonly SignedSheet[]
  /** `encodeAfterWitness` of decisions that one of these comes after and that are not among them. */
  readonly witnesses?: readonly Hex[]
}

/**
 * The call that enacts decisions with their ballots. Anyone may send it; the outcome is the same (G4).
 * @throws DaomeshError `INPUT_INVALID` when a signer has no seat, signed twice, or something does not fit the format.
 */
export const encodeEnact = ({ chainId, dao, roster, decisions, sheets, witnesses = [] }: EncodeEnactParameters): ChainCall => {
  const ids = decisions.map((decision) => decisionIdOf(chainId, dao, decision))
  const packed = packSheets({ seats: roster, decisions: ids, sheets, witnesses })
  return {
    to: dao,
    value: 0n,
    data: encodeFunctionData({ abi: daoAbi, functionName: 'enact', args: [decisions, packed.others, packed.sheets] }),
  }
}

export type EnactParameters = Omit<EncodeEnactParameters, 'chainId'> & { readonly from: Address }
export type EnactReturnType = UnsignedTransaction

/**
 * The transaction that enacts decisions, ready to be signed. Gas in units, fees in wei.
 * @throws DaomeshError `TRANSACTION_REVERTED` with the first decision's reason when none of them can be enacted now (`Dao_AlreadySpent`,
 * `Dao_NotDecisive`, …), `TRANSACTION_FUNDS`.
 */
export const enact = (client: ChainClient, parameters: EnactParameters): Promise<EnactReturnType> =>
  client.prepare({ from: parameters.from, ...encodeEnact({ ...parameters, chainId: client.profile.identity.chainId }) })
