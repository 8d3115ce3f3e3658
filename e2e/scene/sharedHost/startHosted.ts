import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { diskFileStore } from '@daomesh/files/disk'
import { deviceKeyFromSeed, nativeDecrypt } from '@daomesh/log/native'
import { sqliteStore } from '@daomesh/log/sqlite'
import { sqliteMarketStore } from '@daomesh/market/sqlite'
import { createLibp2pNetwork } from '@daomesh/network/libp2p'
import { keepsRow, type Logger, startNode } from '@daomesh/node'
import { serveLoopback } from '@daomesh/node/serve'
import { connectChain, homePaths, systemClock, systemRandom, version } from '@daomesh/peer'
import type { Verifier } from '@daomesh/protocol'
import type { Endpoint } from '../startMember.ts'
import { builtInterface } from './builtInterface.ts'
import { openOwnSigner } from './openOwnSigner.ts'
import type { HostedLine } from './startSharedHost.ts'

export type StartHostedParameters = Endpoint & { readonly root: string; readonly name: string; readonly verifier: Verifier }

const logger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (event, facts) => void process.stderr.write(`${event} ${JSON.stringify(facts ?? {})}\n`),
}

/** A whole member node on the real adapters (SQLite, libp2p, signatures, the chain over JSON-RPC), and its API on a port of its own. */
export const startHosted = async (
  p: StartHostedParameters,
): Promise<{ readonly line: HostedLine; readonly close: () => Promise<void> }> => {
  const { root, name, verifier, rpcUrl, factory } = p
  const home = join(root, name)
  const paths = homePaths(home)
  const { desk, account } = await openOwnSigner(home)
  const deviceKey = deviceKeyFromSeed(randomBytes(32))
  const logs = sqliteStore({ path: paths.database, random: systemRandom, keeps: keepsRow })
  const market = sqliteMarketStore({ path: paths.market })
  const network = await createLibp2pNetwork({ deviceKey, listen: ['/ip4/0.0.0.0/tcp/0'], mdns: true, clock: systemClock })
  const node = await startNode({
    version,
    home,
    clock: systemClock,
    random: systemRandom,
    verifier,
    decrypt: nativeDecrypt,
    deviceKey,
    logs,
    files: diskFileStore({ root: paths.files }),
    market,
    network,
    chain: await connectChain(home, { rpcUrl, factory, sandbox: true }, systemClock),
    signer: desk,
    logger,
  })
  const token = randomBytes(32).toString('base64url')
  const loopback = await serveLoopback({ router: node.router, token, port: 0, folder: builtInterface() })
  const close = async (): Promise<void> => {
    await loopback.close()
    await node.close()
    await network.stop()
    market.close()
    logs.close()
  }
  return { line: { name, home, account, url: loopback.url }, close }
}
