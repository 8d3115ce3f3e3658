import { join } from 'node:path'
import { address, type Address, bytes32, type ChainIdentity } from '@daomesh/protocol'
import { z } from 'zod'
import { readNote } from '../home/readNote.ts'
import { writeDurably } from '../home/writeDurably.ts'

const shape = z.object({
  rpcUrl: z.url(),
  chainId: z.string().transform((text) => BigInt(text)),
  genesisHash: bytes32,
  factory: address,
  pid: z.number().int().positive(),
})

/** What other nodes of this machine need to join the sandbox chain. */
export type SandboxNote = {
  readonly rpcUrl: string
  readonly identity: ChainIdentity
  readonly factory: Address
  /** Of the chain itself. */ readonly pid: number
}

const pathOf = (folder: string): string => join(folder, 'sandbox.json')

/** null where no sandbox was ever started here, or its note is not readable. */
export const readSandboxNote = (folder: string): SandboxNote | null => {
  const note = readNote(pathOf(folder), shape)
  return note === null
    ? null
    : { rpcUrl: note.rpcUrl, identity: { chainId: note.chainId, genesisHash: note.genesisHash }, factory: note.factory, pid: note.pid }
}

export const writeSandboxNote = (folder: string, { rpcUrl, identity, factory, pid }: SandboxNote): void =>
  writeDurably(
    pathOf(folder),
    `${JSON.stringify({ rpcUrl, chainId: identity.chainId.toString(), genesisHash: identity.genesisHash, factory, pid })}\n`,
  )
