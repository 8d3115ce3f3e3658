import { connectWebSocket, createNodeClient, type NodeClient } from '@daomesh/node/client'
import { type PeerProcess, startPeer } from '../../processes/peerProcess.ts'
import { until } from '../../scene/until.ts'

/** A member's node in a process of its own, and the API that the interface speaks to it. */
export type Running = PeerProcess & { readonly api: NodeClient }

export type Launch = {
  readonly home: string
  readonly rpcUrl: string
  /** Absent: a node that signs nothing. */
  readonly passwordFile?: string
  /** Words before the program: a tracer, another namespace. */
  readonly before?: readonly string[]
  readonly environment?: Record<string, string>
}

/** Starts a node that finds nobody by itself. @throws Error with what it said, when it ends first. */
export const launch = async ({ home, rpcUrl, passwordFile, before = [], environment = {} }: Launch): Promise<Running> => {
  const signing = passwordFile === undefined ? [] : ['--approve', 'sandbox', '--password-file', passwordFile]
  const peer = await startPeer(home, ['--rpc', rpcUrl, '--log-level', 'warn', ...signing], environment, before)
  const transport = connectWebSocket({ url: `ws://127.0.0.1:${peer.port}/api`, token: peer.token })
  void peer.ended.then(() => transport.close())
  return { ...peer, api: createNodeClient({ transport }) }
}

/** Connects one node to another, as by an address typed in. */
export const dial = async (from: Running, to: Running): Promise<void> => {
  const { addresses } = await to.api.network.status()
  const [address] = addresses
  if (address === undefined) throw new Error('it listens nowhere')
  await from.api.network.dial({ address })
}

/** Waits until each of two nodes shows the other as connected. */
export const untilConnected = (one: Running, other: Running): Promise<unknown> =>
  until('a connection', async () => {
    const [a, b] = await Promise.all([one.api.network.status(), other.api.network.status()])
    return a.peers.some(({ device }) => device === b.device) && b.peers.some(({ device }) => device === a.device)
  })
