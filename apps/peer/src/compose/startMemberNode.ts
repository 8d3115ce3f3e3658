import type { SignerDesk } from '@daomesh/node'
import { homePaths } from '../home/homePaths.ts'
import { lockHome } from '../home/lockHome.ts'
import { openLogger } from '../system/openLogger.ts'
import { createClosers } from './closers.ts'
import type { RunningNode, StartingSigner, StartMemberNodeParameters } from './memberNode.ts'

/** A desk that is there already, and that somebody else ends. */
const given = (desk: SignerDesk): StartingSigner => ({
  desk,
  ready: Promise.resolve(),
  close: () => Promise.resolve(),
  checkChain: () => undefined,
})

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
    closers.add(lockHome(p.home))
    const logger = openLogger({ path: paths.log, level: p.logLevel, stderr: p.stderr ?? 'none' })
    closers.add(logger.close)
    // A process of its own, which takes as long to read its program as this one: it begins first.
    const signer = typeof p.signer === 'function' ? p.signer() : given(p.signer)
    closers.add(signer.close)
    const { openMemberNode } = await import('./openMemberNode.ts')
    const opened = await openMemberNode({ start: p, paths, logger, signer, closers })
    logger.info('node.started', { home: p.home, chain: opened.chain.name, version: p.version })
    return { ...opened, close: closers.closeAll }
  } catch (error) {
    await closers.closeAll()
    throw error
  }
}
