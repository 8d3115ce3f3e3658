import type { Hex } from '@daomesh/protocol'
import type { PublicClient } from 'viem'
import { finalizedNumber } from '../client/finalizedBlock.ts'
import type { ChainHead, Finality } from '../client/ports.ts'

export type GetHeadParameters = { readonly finality: Finality }
export type GetHeadReturnType = ChainHead

/** Two endpoints behind one address may disagree about the newest block, so a finalized block above the head is taken as the head itself. */
export const getHead = async (client: PublicClient, { finality }: GetHeadParameters): Promise<GetHeadReturnType> => {
  const latest = client.getBlock({ blockTag: 'latest' })
  const tagged = 'tag' in finality ? client.getBlock({ blockTag: finality.tag }) : null
  const [head, byTag] = await Promise.all([latest, tagged])
  const at = (block: { number: bigint; hash: Hex }) => ({ number: block.number, hash: block.hash })
  const base = { ...at(head), timestamp: Number(head.timestamp) }
  if (byTag !== null) return { ...base, finalized: byTag.number > head.number ? at(head) : at(byTag) }
  const number = finalizedNumber(head.number, 'confirmations' in finality ? finality.confirmations : 0)
  const final = number === head.number ? head : await client.getBlock({ blockNumber: number })
  return { ...base, finalized: at(final) }
}
