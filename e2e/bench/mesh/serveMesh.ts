import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { type ChainClient, escrowAddress } from '@daomesh/chain'
import { createMemoryChain, createMemoryClient } from '@daomesh/chain/memory'
import { devnetAccounts } from '@daomesh/chain/devnet'
import { nativeVerifier } from '@daomesh/log/native'
import { createMemoryHub } from '@daomesh/network/memory'
import { serveLoopback } from '@daomesh/node/serve'
import { systemRandom } from '@daomesh/peer'
import { address, noBounty } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { type Member, startMember } from '@daomesh/testing'
import { fillMesh } from './fillMesh.ts'

const folder = fileURLToPath(new URL('../../../apps/desktop/out/renderer', import.meta.url))

export type ServedMesh = {
  readonly url: string
  readonly api: Member['api']
  readonly engagements: number
  readonly close: () => Promise<void>
}

/** A whole node with the built interface, on a memory chain whose escrow and factory tell of a filled mesh. */
export const serveMesh = async (accounts: number, bounties: number): Promise<ServedMesh> => {
  const chain = createMemoryChain({
    chainId: 31_337n,
    seed: 'bench mesh',
    clock: systemClock,
    factory: address.parse(`0x${'fa'.repeat(20)}`),
    finality: { confirmations: 0 },
    count: () => 'nothing is enacted here',
    autoMine: false,
  })
  chain.mine()
  const memory = createMemoryClient({ chain, clock: systemClock })
  const now = Math.floor(systemClock.now() / 1000)
  const { daos, facts, engagements } = fillMesh(accounts, bounties, escrowAddress(), now)
  const position = (logIndex: number) => ({ block: 1n, blockHash: noBounty, transaction: noBounty, logIndex })
  /** Everything at once the first time, nothing new later. */
  const pageOf = async <E>(from: { readonly number: bigint } | null, events: readonly E[]) => {
    const head = await memory.head()
    return { finalized: from === null ? events : [], unfinalized: [], cursor: head.finalized, head, more: false }
  }
  const client: ChainClient = {
    ...memory,
    bountyFacts: ({ from }) =>
      pageOf(
        from,
        facts.map(({ fact, at }, i) => ({ ...position(i), at: at * 1000, fact })),
      ),
    daos: ({ from }) =>
      pageOf(
        from,
        daos.map((fact, i) => ({ ...position(i), at: 0, fact })),
      ),
  }
  const [account] = devnetAccounts(1)
  if (account === undefined) throw new Error('there is an account')
  const member = await startMember({
    name: 'bench mesh',
    account,
    hub: createMemoryHub({ clock: systemClock, random: systemRandom }),
    client,
    clock: systemClock,
    random: systemRandom,
    verifier: nativeVerifier(),
  })
  const token = randomBytes(32).toString('base64url')
  const served = await serveLoopback({ router: member.node.router, token, port: 0, folder })
  return {
    url: `${served.url}&/mesh`,
    api: member.api,
    engagements,
    close: async () => {
      await served.close()
      await member.node.close()
    },
  }
}
