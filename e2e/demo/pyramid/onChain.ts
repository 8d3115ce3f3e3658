import { createChainClient, escrowAddress, sandboxProfile } from '@daomesh/chain'
import { systemClock } from '@daomesh/peer'
import type { BountyEvent } from '@daomesh/protocol'
import { createPublicClient, http } from 'viem'
import type { Stage } from '../stage.ts'
import { short } from '../props/say.ts'

/** All that the escrow told by now, in the order of the chain, read without any node. */
export const escrowEvents = async ({ devnet, factory }: Stage): Promise<readonly BountyEvent[]> => {
  const client = createChainClient({ rpcUrl: devnet.rpcUrl, profile: sandboxProfile(devnet.identity, factory), clock: systemClock })
  return (await client.bountyFacts({ escrow: escrowAddress(), from: null })).finalized
}

/** The transactions that told facts of a kind: who sent each, its hash and its gas, in words. */
export const tellers = async (stage: Stage, kind: BountyEvent['fact']['kind']): Promise<readonly string[]> => {
  const chain = createPublicClient({ transport: http(stage.devnet.rpcUrl) })
  const hashes = [...new Set((await escrowEvents(stage)).filter(({ fact }) => fact.kind === kind).map(({ transaction }) => transaction))]
  const receipts = await Promise.all(hashes.map((hash) => chain.getTransactionReceipt({ hash })))
  return receipts.map(({ from, transactionHash, gasUsed }) => {
    const sender = stage.members.find(({ account }) => account === from.toLowerCase())
    return `${sender?.name ?? from}’s node, ${short(transactionHash)}, ${gasUsed} gas`
  })
}
