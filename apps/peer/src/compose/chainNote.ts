import { bytes32, type ChainIdentity } from '@daomesh/protocol'
import { z } from 'zod'
import { homePaths } from '../home/homePaths.ts'
import { readNote } from '../home/readNote.ts'
import { writeDurably } from '../home/writeDurably.ts'

const number = z
  .string()
  .regex(/^[0-9]{1,78}$/)
  .transform((text) => BigInt(text))
/** `startBlock`: nothing older need be read; null in a note of an earlier version. */
const shape = z.object({ rpcUrl: z.string(), chainId: number, genesisHash: bytes32, startBlock: number.nullable().default(null) })

/** What a home met behind an endpoint. */
export type MetChain = { readonly identity: ChainIdentity; readonly startBlock: bigint | null }

const pathOf = (home: string): string => homePaths(home).chain

/** Which chain this home met behind an endpoint last: lets the node start while the endpoint is silent. */
export const recallChain = (home: string, rpcUrl: string): MetChain | null => {
  const read = readNote(pathOf(home), shape)
  if (read?.rpcUrl !== rpcUrl) return null
  return { identity: { chainId: read.chainId, genesisHash: read.genesisHash }, startBlock: read.startBlock }
}

export const rememberChain = (home: string, rpcUrl: string, { identity, startBlock }: MetChain): void => {
  const { chainId, genesisHash } = identity
  const known = recallChain(home, rpcUrl)
  if (known?.identity.chainId === chainId && known.identity.genesisHash === genesisHash && known.startBlock === startBlock) return
  const note = { rpcUrl, chainId: chainId.toString(), genesisHash, startBlock: startBlock?.toString() ?? null }
  writeDurably(pathOf(home), `${JSON.stringify(note)}\n`)
}
