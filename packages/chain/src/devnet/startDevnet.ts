import { spawn, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { execPath } from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type ChainIdentity, DaomeshError } from '@daomesh/protocol'
import { readChainIdentity } from '../client/createChainClient.ts'
import { devnetAccounts, devnetPhrase, type DevnetAccount } from './accounts.ts'
import { anvilPath } from './anvilPath.ts'

export type StartDevnetParameters = {
  /** The one IPv4 address to listen on; absent: 127.0.0.1, where only this machine can ask. Another one is for a network of test hosts. */
  readonly host?: string
  /** 0 or absent: a free one. */
  readonly port?: number
  readonly chainId?: number
  /** Seconds between blocks; absent: each transaction is mined at once. */
  readonly blockTime?: number
  /** Blocks of an epoch, of which two lie above what the chain calls final; absent: 32. */
  readonly epochBlocks?: number
  /** How many funded accounts. */
  readonly accounts?: number
  /** A file: the chain is read from it where it exists, and written to it every few seconds and at the end. */
  readonly state?: string
  /** The keeper as a file that Node runs; absent: the source beside this one. A bundle has no such source and names its own. */
  readonly keeper?: string | undefined
}

export type Devnet = {
  readonly rpcUrl: string
  readonly identity: ChainIdentity
  readonly accounts: readonly DevnetAccount[]
  /** Of the chain itself. */
  readonly pid: number
  /** Resolves once the process is gone and its state is written. */
  readonly stop: () => Promise<void>
  /** Resolves with the exit code when the chain ends, asked or not. */
  readonly ended: Promise<number>
}
export type StartDevnetReturnType = Devnet

/** Milliseconds until a chain that has not said where it listens counts as failed: a cold start takes 0.1 s, a loaded machine more. */
const startPatience = 20_000
const stateInterval = 5

const argumentsOf = ({
  host = '127.0.0.1',
  port = 0,
  chainId = 31_337,
  blockTime,
  epochBlocks,
  accounts = 10,
  state,
}: StartDevnetParameters): readonly string[] => {
  const options: Record<string, string | number | undefined> = {
    host,
    port,
    'chain-id': chainId,
    accounts,
    mnemonic: devnetPhrase,
    // Two sandboxes begun in the same second would have equal first blocks, and so be one chain to everybody. The gas limit stands in that block.
    'gas-limit': 60_000_000 + randomInt(1_000_000),
    'block-time': blockTime,
    'slots-in-an-epoch': epochBlocks,
    state,
    'state-interval': state === undefined ? undefined : stateInterval,
  }
  return Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]))
}

type Started = { readonly pid: number; readonly rpcUrl: string }

/** Anvil says where it listens only after it does, so no probing is needed; with port 0 it is the only way to know. */
const untilListening = (keeper: ChildProcess): Promise<Started> =>
  new Promise((resolve, reject) => {
    const said: string[] = []
    let pid = 0
    const fail = (message: string): void => {
      reject(new DaomeshError('CHAIN_UNREACHABLE', { meta: { detail: `${message}: ${said.slice(-5).join(' | ')}`.slice(0, 500) } }))
    }
    const timer = setTimeout(() => fail('the sandbox chain did not start in time'), startPatience)
    for (const stream of [keeper.stdout, keeper.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        if (said.length < 200) said.push(line)
        const named = /^pid (\d+)$/.exec(line)
        if (named) pid = Number(named[1])
        const listening = /^Listening on (\d+(?:\.\d+){3}:\d+)$/.exec(line)
        if (!listening) return
        clearTimeout(timer)
        resolve({ pid, rpcUrl: `http://${listening[1]}` })
      })
    }
    keeper.once('exit', (code) => {
      clearTimeout(timer)
      fail(`the sandbox chain ended with ${code ?? 'a signal'}`)
    })
    keeper.once('error', (error) => {
      clearTimeout(timer)
      fail(error.message)
    })
  })

const endProcess = (pid: number): void => {
  try {
    process.kill(pid, 'SIGTERM')
  } catch (error) {
    // ESRCH: it is gone already, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/**
 * Starts a sandbox chain (anvil from node_modules) behind a keeper process that ends it when we end, however we end.
 * @throws DaomeshError `CHAIN_UNREACHABLE` when it does not come up (a port in use, a damaged state file); `SANDBOX_ABSENT` where there is no anvil.
 * @example
 * const devnet = await startDevnet({ state: '/home/alice/sandbox/chain.json' })
 */
export const startDevnet = async (parameters: StartDevnetParameters = {}): Promise<StartDevnetReturnType> => {
  const program = parameters.keeper ?? fileURLToPath(new URL('keeper.ts', import.meta.url))
  const keeper = spawn(execPath, [program, anvilPath(), ...argumentsOf(parameters)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // In a group of its own: what a terminal tells everybody in it would end the chain under its starter, by SIGHUP before it has written its state.
    detached: process.platform !== 'win32',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  const ended = new Promise<number>((resolve) => keeper.once('exit', (code) => resolve(code ?? 1)))
  const stop = async (): Promise<void> => {
    keeper.stdin.end()
    await ended
  }
  try {
    const { pid, rpcUrl } = await untilListening(keeper)
    // The keeper ends after its chain; a keeper that was killed leaves the chain to us.
    keeper.once('exit', () => endProcess(pid))
    const identity = await readChainIdentity(rpcUrl)
    return { rpcUrl, identity, accounts: devnetAccounts(parameters.accounts ?? 10), pid, stop, ended }
  } catch (error) {
    await stop()
    throw error
  }
}
