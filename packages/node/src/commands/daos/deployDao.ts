import { encodeDeploy } from '@daomesh/chain'
import type { SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue } from '../enqueue.ts'

/** Puts the DAO on the chain. Anybody may: address and owners are fixed by the genesis. */
export const deployDao = (
  node: NodeContext,
  { requestId, space: id }: { readonly requestId: string; readonly space: SpaceId },
): TransactionAnswer => {
  const { record } = node.spaces.dao(id)
  return enqueue(node, {
    requestId,
    call: encodeDeploy({ factory: record.factory, genesis: record.genesis }),
    context: { title: `Deploy ${record.genesis.name}`, lines: [`Its address will be ${record.dao}.`] },
    subject: { purpose: 'deploy', space: id, name: record.genesis.name },
    supersededBy: ['DaoFactory_AlreadyDeployed'],
  })
}
