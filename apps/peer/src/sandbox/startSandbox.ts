import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { deployFactory, type Devnet, startDevnet } from '@daomesh/chain/devnet'
import { DaomeshError } from '@daomesh/protocol'
import { makeFolder } from '../home/makeFolder.ts'
import { readSandboxNote, type SandboxNote, writeSandboxNote } from './sandboxFile.ts'

export type RunningSandbox = { readonly note: SandboxNote; readonly devnet: Devnet }

/** Milliseconds a chain whose owner was killed gets to write its state and leave. */
const leavePatience = 10_000

/** Whoever started the chain last may have been killed: it then still writes its state, which the next one must not miss. */
const untilGone = async (pid: number): Promise<void> => {
  for (const end = Date.now() + leavePatience; Date.now() < end; await pause(100)) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
  }
}

const portOf = (note: SandboxNote | null): number => (note === null ? 0 : Number(new URL(note.rpcUrl).port))

export type StartSandboxOptions = {
  readonly samePort: boolean
  /** Where this program is a bundle: the keeper in it. */
  readonly keeper?: string | undefined
}

/**
 * Starts the sandbox chain of a folder, with the state it had and on the port it had: nodes that know it find it again.
 * The caller holds the folder's lock.
 * @throws DaomeshError `CHAIN_UNREACHABLE`, `SANDBOX_ABSENT`.
 */
export const startSandbox = async (folder: string, { samePort, keeper }: StartSandboxOptions): Promise<RunningSandbox> => {
  makeFolder(folder)
  const state = join(folder, 'chain.json')
  const before = readSandboxNote(folder)
  if (before !== null) await untilGone(before.pid)
  const port = portOf(before)
  const devnet = await startDevnet({ port, state, keeper }).catch((error: unknown) => {
    // Another program may have taken the port meanwhile.
    if (samePort || port === 0) throw error
    return startDevnet({ port: 0, state, keeper })
  })
  try {
    const [account] = devnet.accounts
    if (account === undefined) throw new DaomeshError('INTERNAL', { meta: { message: 'a sandbox chain without accounts' } })
    const { factory } = await deployFactory({ rpcUrl: devnet.rpcUrl, account })
    const note: SandboxNote = { rpcUrl: devnet.rpcUrl, identity: devnet.identity, factory, pid: devnet.pid }
    writeSandboxNote(folder, note)
    return { note, devnet }
  } catch (error) {
    await devnet.stop()
    throw error
  }
}
