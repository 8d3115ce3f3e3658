import { address, coinOf } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { statusShape } from '../../contract/node.ts'
import { listDifferences } from '../listDifferences.ts'

export type StatusAnswer = z.input<typeof statusShape>

/** The honest state of this node in one answer. */
export const readStatus = (node: NodeContext): StatusAnswer => {
  const { adapters, chainView, reach } = node
  const { chain } = adapters
  const { identity, factory } = chain.client.profile
  const damage = adapters.logs.damage()
  const signer = adapters.signer.state()
  return {
    version: adapters.version,
    home: adapters.home,
    device: adapters.deviceKey.device,
    account: node.account.current(),
    signer: {
      state: signer.state,
      accounts: signer.accounts.map((account) => address.parse(account)),
      page: signer.page,
      pending: signer.pending,
    },
    network: { online: adapters.network.online(), state: reach.state(), peers: adapters.network.peers().length },
    chain: {
      name: chain.name,
      coin: coinOf(identity.chainId),
      rpcUrl: chain.rpcUrl,
      movable: chain.chooseEndpoint !== undefined,
      chainId: identity.chainId.toString(),
      genesisHash: identity.genesisHash,
      factory,
      state: chainView.state(),
      block: chainView.head()?.number.toString() ?? null,
      sandbox: chain.sandbox,
    },
    storage: {
      damage: damage === null ? null : { file: damage.file, entries: damage.entries },
      restored: node.restored.current(),
      unreadable: [...node.unreadable.keys()],
    },
    differences: listDifferences(node),
  }
}
