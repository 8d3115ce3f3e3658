import { diskFileStore } from '@daomesh/files/disk'
import { nativeDecrypt, nativeVerifier, verifyThreads } from '@daomesh/log/native'
import { type SqliteStore, sqliteStore } from '@daomesh/log/sqlite'
import { sqliteMarketStore } from '@daomesh/market/sqlite'
import { createLibp2pNetwork } from '@daomesh/network/libp2p'
import { type ChainAdapter, keepsRow, type Logger, startNode } from '@daomesh/node'
import { systemClock } from '@daomesh/protocol/system'
import type { HomePaths } from '../home/homePaths.ts'
import { openDeviceKey } from '../home/openDeviceKey.ts'
import { joinSandbox } from '../sandbox/joinSandbox.ts'
import { systemRandom } from '../system/systemRandom.ts'
import type { Closers } from './closers.ts'
import { type ChainChoice, connectChain } from './connectChain.ts'
import type { RunningNode, StartingSigner, StartMemberNodeParameters } from './memberNode.ts'
import { startThreads } from './startThreads.ts'

export type OpenMemberNodeParameters = {
  readonly start: StartMemberNodeParameters
  readonly paths: HomePaths
  readonly logger: Logger
  readonly signer: StartingSigner
  /** What is opened here is ended by its caller, also when this fails. */
  readonly closers: Closers
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

const reachChain = async ({ start, logger, closers }: OpenMemberNodeParameters): Promise<ChainAdapter> => {
  let choice: ChainChoice
  if ('sandboxFolder' in start.chain) {
    const sandbox = await joinSandbox({ folder: start.chain.sandboxFolder, keeper: start.chain.keeper, logger })
    closers.add(sandbox.close)
    choice = { rpcUrl: sandbox.note.rpcUrl, factory: sandbox.note.factory, sandbox: true }
  } else choice = start.chain
  return connectChain(start.home, choice, systemClock)
}

/**
 * What `startMemberNode` opens once the home is ours and the signer comes up: the whole program of a node is read with this file.
 * @throws DaomeshError like `startMemberNode`.
 */
export const openMemberNode = async (parameters: OpenMemberNodeParameters): Promise<Omit<RunningNode, 'close'>> => {
  const { start: p, paths, logger, signer, closers } = parameters
  const deviceKey = openDeviceKey(paths.device, systemRandom)
  const chain = await reachChain(parameters)
  signer.checkChain(chain)

  const logs = sqliteStore({ path: paths.database, random: systemRandom, keeps: keepsRow })
  closers.add(() => logs.close())
  if (logs.quarantined !== null) logger.error('database.quarantined', { quarantined: logs.quarantined })

  const market = sqliteMarketStore({ path: paths.market })
  closers.add(() => market.close())

  const threads = verifyThreads({ count: verifyThreadCount, file: p.threads?.verify })
  closers.add(threads.close)
  const network = await createLibp2pNetwork({
    deviceKey,
    listen: p.listen ?? anywhere,
    mdns: p.mdns ?? true,
    clock: systemClock,
    relay: p.relay,
    announce: p.announce,
  })
  closers.add(() => network.stop())
  closers.add(startThreads({ threads, network, clock: systemClock }))
  const node = await startNode({
    version: p.version,
    home: p.home,
    clock: systemClock,
    random: systemRandom,
    verifier: nativeVerifier({ threads }),
    gathersWrites: true,
    decrypt: nativeDecrypt,
    deviceKey,
    logs,
    files: diskFileStore({ root: paths.files }),
    market,
    network,
    chain,
    signer: signer.desk,
    logger,
  })
  closers.add(() => node.close())
  await signer.ready
  closers.add(checkLater(logs, logger, p.threads?.check))
  return { node, chain }
}
