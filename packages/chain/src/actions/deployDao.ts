import type { Address, Genesis, UnsignedTransaction } from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { daoFactoryAbi } from '../abis.ts'
import type { ChainCall, ChainClient } from '../client/ports.ts'

export type EncodeDeployParameters = { readonly factory: Address; readonly genesis: Genesis }

/** The call that makes a DAO. Whoever sends it, the address can only ever hold this genesis. */
export const encodeDeploy = ({ factory, genesis }: EncodeDeployParameters): ChainCall => ({
  to: factory,
  value: 0n,
  data: encodeFunctionData({ abi: daoFactoryAbi, functionName: 'deploy', args: [genesis] }),
})

export type DeployDaoParameters = { readonly from: Address; readonly genesis: Genesis }
export type DeployDaoReturnType = UnsignedTransaction

/**
 * The transaction that deploys a DAO, ready to be signed. Gas in units, fees in wei.
 * @throws DaomeshError `TRANSACTION_REVERTED` (`DaoFactory_AlreadyDeployed`, `Roster_…`, `Rules_…`), `TRANSACTION_FUNDS`.
 */
export const deployDao = (client: ChainClient, { from, genesis }: DeployDaoParameters): Promise<DeployDaoReturnType> =>
  client.prepare({ from, ...encodeDeploy({ factory: client.profile.factory, genesis }) })
