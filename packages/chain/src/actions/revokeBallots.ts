import type { Address, UnsignedTransaction } from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { daoAbi } from '../abis.ts'
import type { ChainCall, ChainClient } from '../client/ports.ts'

export type EncodeRevokeParameters = { readonly dao: Address; readonly minRevision: bigint }

/** Takes back every ballot of the sender below a revision (R4), so that nobody can enact with it any more. */
export const encodeRevoke = ({ dao, minRevision }: EncodeRevokeParameters): ChainCall => ({
  to: dao,
  value: 0n,
  data: encodeFunctionData({ abi: daoAbi, functionName: 'revokeBallots', args: [minRevision] }),
})

export type RevokeBallotsParameters = EncodeRevokeParameters & { readonly from: Address }
export type RevokeBallotsReturnType = UnsignedTransaction

/** @throws DaomeshError `TRANSACTION_REVERTED` (`Dao_NotMember`, `Dao_RevisionNotHigher`), `TRANSACTION_FUNDS`. */
export const revokeBallots = (client: ChainClient, parameters: RevokeBallotsParameters): Promise<RevokeBallotsReturnType> =>
  client.prepare({ from: parameters.from, ...encodeRevoke(parameters) })
