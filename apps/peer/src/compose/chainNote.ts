import { join } from 'node:path'
import { bytes32, type ChainIdentity } from '@daomesh/protocol'
import { z } from 'zod'
import { readNote } from '../home/readNote.ts'
import { writeDurably } from '../home/writeDurably.ts'

const shape = z.object({ rpcUrl: z.string(), chainId: z.string().transform((text) => BigInt(text)), genesisHash: bytes32 })

const pathOf = (home: string): string => join(home, 'chain.json')

/** Which chain this home met behind an endpoint last: lets the node start while the endpoint is silent. */
export const recallIdentity = (home: string, rpcUrl: string): ChainIdentity | null => {
  const read = readNote(pathOf(home), shape)
  return read?.rpcUrl === rpcUrl ? { chainId: read.chainId, genesisHash: read.genesisHash } : null
}

export const rememberIdentity = (home: string, rpcUrl: string, { chainId, genesisHash }: ChainIdentity): void => {
  const known = recallIdentity(home, rpcUrl)
  if (known?.chainId === chainId && known.genesisHash === genesisHash) return
  writeDurably(pathOf(home), `${JSON.stringify({ rpcUrl, chainId: chainId.toString(), genesisHash })}\n`)
}
