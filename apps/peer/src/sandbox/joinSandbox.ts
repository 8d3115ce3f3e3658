import { setTimeout as pause } from 'node:timers/promises'
import { readChainIdentity } from '@daomesh/chain'
import type { Logger } from '@daomesh/node'
import { DaomeshError } from '@daomesh/protocol'
import { lockHome } from '../home/lockHome.ts'
import { readSandboxNote, type SandboxNote } from './sandboxFile.ts'
import type { RunningSandbox } from './startSandbox.ts'

export type Sandbox = {
  readonly note: SandboxNote
  /** True while this process runs the chain for all nodes of this machine. */
  readonly owned: () => boolean
  readonly close: () => Promise<void>
}

export type JoinSandboxParameters = {
  readonly folder: string
  /** Where this program is a bundle: the keeper in it. */
  readonly keeper?: string | undefined
  readonly logger: Logger
}

const startPatience = 30_000
const startPoll = 200
/** Milliseconds between two looks whether the process that runs the chain is still there. */
const watchPoll = 2_000

const tryLock = (folder: string): (() => void) | null => {
  try {
    return lockHome(folder)
  } catch (error) {
    if (error instanceof DaomeshError && error.code === 'HOME_LOCKED') return null
    throw error
  }
}

const answers = async (note: SandboxNote): Promise<boolean> => {
  try {
    const found = await readChainIdentity(note.rpcUrl)
    return found.chainId === note.identity.chainId && found.genesisHash === note.identity.genesisHash
  } catch {
    return false
  }
}

/**
 * The sandbox chain of this machine: starts it, or joins it where another node runs it already. When that node ends, one of the others takes the chain over,
 * on the same port and with its state, so that closing one window does not end the trial for everybody.
 * @throws DaomeshError `CHAIN_UNREACHABLE` when it does not come up; `SANDBOX_ABSENT`.
 */
export const joinSandbox = async ({ folder, keeper, logger }: JoinSandboxParameters): Promise<Sandbox> => {
  let running: RunningSandbox | null = null
  let unlock: (() => void) | null = null
  let watching: Promise<void> = Promise.resolve()
  const ending = new AbortController()

  const own = async (samePort: boolean): Promise<boolean> => {
    const release = tryLock(folder)
    if (release === null) return false
    try {
      const { startSandbox } = await import('./startSandbox.ts')
      running = await startSandbox(folder, { samePort, keeper })
      unlock = release
      return true
    } catch (error) {
      release()
      throw error
    }
  }

  const first = async (): Promise<SandboxNote> => {
    for (let waited = 0; waited <= startPatience; waited += startPoll) {
      if ((await own(false)) && running !== null) return running.note
      const note = readSandboxNote(folder)
      if (note !== null && (await answers(note))) return note
      await pause(startPoll)
    }
    throw new DaomeshError('CHAIN_UNREACHABLE', { meta: { detail: 'the sandbox chain does not answer', folder } })
  }

  const watch = async (): Promise<void> => {
    while (!ending.signal.aborted && running === null) {
      await pause(watchPoll, undefined, { signal: ending.signal, ref: false }).catch(() => undefined)
      if (ending.signal.aborted) return
      try {
        if (await own(true)) logger.info('sandbox.taken', { folder })
      } catch (error) {
        // The old chain may still hold the port while it writes its state: the next look tries again.
        logger.warn('sandbox.untaken', { error: String(error) })
      }
    }
  }

  const note = await first()
  watching = watch()
  return {
    note,
    owned: () => running !== null,
    close: async () => {
      ending.abort()
      await watching
      await running?.devnet.stop()
      unlock?.()
    },
  }
}
