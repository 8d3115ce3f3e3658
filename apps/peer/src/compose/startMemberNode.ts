import { mkdirSync } from 'node:fs'
import { diskFileStore } from '@daomesh/files/disk'
import { nativeDecrypt, nativeVerifier, verifyThreads } from '@daomesh/log/native'
import { type SqliteStore, sqliteStore } from '@daomesh/log/sqlite'
import { createLibp2pNetwork } from '@daomesh/network/libp2p'
import { type ChainAdapter, keepsRow, type Logger, type MemberNode, type SignerDesk, startNode } from '@daomesh/node'
import { homePaths } from '../home/homePaths.ts'
import { lockHome } from '../home/lockHome.ts'
import { openDeviceKey } from '../home/openDeviceKey.ts'
import type { LogLevel } from '../system/logLevels.ts'
import { openLogger, type StderrLog } from '../system/openLogger.ts'
import { systemClock } from '@daomesh/protocol/system'
import { systemRandom } from '../system/systemRandom.ts'
import { createClosers } from './closers.ts'
import { type ChainChoice, connectChain } from './connectChain.ts'
import { joinSandbox } from '../sandbox/joinSandbox.ts'

/** A desk that comes up while the node opens what is stored. */
export type StartingSigner = { readonly desk: SignerDesk; readonly ready: Promise<void>; readonly close: () => Promise<void> }

export type StartMemberNodeParameters = {
  readonly home: string
  /** A chain behind an endpoint, or the sandbox chain of this machine kept in a folder; a bundle names the keeper in it. */
  readonly chain: ChainChoice | { readonly sandboxFolder: string; readonly keeper?: string | undefined }
  /** Multiaddrs to listen on; the default takes a free TCP port on every interface. */
  readonly listen?: readonly string[] | undefined
  /** Finding members on the local network; on by default. */
  readonly mdns?: boolean | undefined
  /** The desk, or how to bring it up once the home is ours and the chain is known. */
  readonly signer: SignerDesk | ((chain: ChainAdapter) => StartingSigner)
  /** Where this program is a bundle: the files of the threads that check signatures, and a large database. */
  readonly threads?: { readonly verify: string; readonly check: string } | undefined
  readonly logLevel: LogLevel
  /** Beside the file: nothing, warnings in words for a person, or the lines themselves for a service that collects them. */
  readonly stderr?: StderrLog | undefined
  readonly version: string
}

export type RunningNode = {
  readonly node: MemberNode
  readonly chain: ChainAdapter
  /** Ends everything in order: network, records, chain, log, and at last the home is free again. */
  readonly close: () => Promise<void>
}

/** Beside the thread of the node: with two, taking in a long backlog waits for the disk more than for them. */
const verifyThreadCount = 2

/** Milliseconds; by then a screen has what it shows first. */
const checkDelay = 10_000

const anywhere = ['/ip4/0.0.0.0/tcp/0']

/** What a large database was opened without is checked when the start is over. @returns how to call it off. */
const checkLater = (logs: SqliteStore, logger: Logger, file: string | undefined): (() => void) =>
  systemClock.setTimer(() => {
    void logs.checkRest(file).then((found) => {
      if (found === 'damaged') logger.error('database.damaged')
      if (found === 'failed') logger.warn('database.unchecked')
    })
  }, checkDelay)

/**
 * A member node on real adapters: SQLite, native signatures, libp2p, a chain over JSON-RPC. What it acknowledged survives a kill at any moment.
 * @throws DaomeshError `HOME_LOCKED` with the holder's pid, `CHAIN_UNREACHABLE`, `SANDBOX_ABSENT`, `CHAIN_MISMATCH`, `STORAGE_NEWER`, `STORAGE_FAILED`, `KEYSTORE_DAMAGED`.
 * @example
 * const { node, close } = await startMemberNode({ home, chain: { sandboxFolder }, signer: desk, logLevel: 'info', version })
 */
export const startMemberNode = async (p: StartMemberNodeParameters): Promise<RunningNode> => {
  const paths = homePaths(p.home)
  const closers = createClosers()
  try {
    mkdirSync(p.home, { recursive: true, mode: 0o700 })
    closers.add(lockHome(p.home))
    const logger = openLogger({ path: paths.log, level: p.logLevel, stderr: p.stderr ?? 'none' })
    closers.add(logger.close)
    const deviceKey = openDeviceKey(paths.device, systemRandom)
    let choice: ChainChoice
    if ('sandboxFolder' in p.chain) {
      const sandbox = await joinSandbox({ folder: p.chain.sandboxFolder, keeper: p.chain.keeper, logger })
      closers.add(sandbox.close)
      choice = { rpcUrl: sandbox.note.rpcUrl, factory: sandbox.note.factory, sandbox: true }
    } else choice = p.chain
    const chain = await connectChain(p.home, choice, systemClock)

    let desk: SignerDesk
    let signerReady: Promise<void> = Promise.resolve()
    if (typeof p.signer === 'function') {
      const signer = p.signer(chain)
      closers.add(signer.close)
      desk = signer.desk
      signerReady = signer.ready
    } else desk = p.signer

    const logs = sqliteStore({ path: paths.database, random: systemRandom, keeps: keepsRow })
    closers.add(() => logs.close())
    if (logs.quarantined !== null) logger.error('database.quarantined', { quarantined: logs.quarantined })

    const threads = verifyThreads({ count: verifyThreadCount, file: p.threads?.verify })
    closers.add(threads.close)
    const network = await createLibp2pNetwork({ deviceKey, listen: p.listen ?? anywhere, mdns: p.mdns ?? true, clock: systemClock })
    closers.add(() => network.stop())
    const node = await startNode({
      version: p.version,
      home: p.home,
      clock: systemClock,
      random: systemRandom,
      verifier: nativeVerifier({ threads }),
      decrypt: nativeDecrypt,
      deviceKey,
      logs,
      files: diskFileStore({ root: paths.files }),
      network,
      chain,
      signer: desk,
      logger,
    })
    closers.add(() => node.close())
    await signerReady
    closers.add(checkLater(logs, logger, p.threads?.check))
    logger.info('node.started', { home: p.home, chain: chain.name, version: p.version })
    return { node, chain, close: closers.closeAll }
  } catch (error) {
    await closers.closeAll()
    throw error
  }
}
