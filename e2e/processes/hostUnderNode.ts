import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads'
import { type Channel, createSignerCore, homePaths, serveDesk, systemClock, systemRandom } from '@daomesh/peer'
import { connectMessagePort, createNodeClient } from '@daomesh/node/client'

// Does in plain Node what Electron does around the desktop's node process: hands it a signer's port and a page's port, asks it something as the page
// would, and tells it to stop. Arguments: the built host, a home, an endpoint or nothing for the sandbox chain. One JSON line says what was seen.

const [, , host = '', home = '', rpc] = process.argv
const say = (seen: unknown): void => void process.stdout.write(`${JSON.stringify(seen)}\n`)

/** The shape of Electron's ports: a message comes as an event with `data`. */
const electronPort = (port: NodePort) => ({
  start: () => port.start(),
  postMessage: (message: unknown) => port.postMessage(message),
  on: (event: string, listener: (value?: { readonly data: unknown }) => void) =>
    event === 'message' ? port.on('message', (data: unknown) => listener({ data })) : port.on(event, () => listener()),
  close: () => port.close(),
})

const channelOver = (port: NodePort): Channel => ({
  send: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on('message', listener),
  onClose: (listener) => void port.on('close', listener),
})

const toHost = new EventEmitter()
const parentPort = {
  on: (event: string, listener: (message: unknown) => void) => toHost.on(event, listener),
  // The host's only word to the main process: why it could not start.
  postMessage: say,
}
Object.assign(process, { parentPort })
const tell = (data: object, ...ports: readonly NodePort[]): void => void toHost.emit('message', { data, ports: ports.map(electronPort) })

await import(host)
process.stdin.once('end', () => tell({ type: 'stop' })).resume()

const signer = new MessageChannel()
const core = createSignerCore({ folder: homePaths(home).keys, clock: systemClock, random: systemRandom, policy: 'sandbox', light: true })
const { account } = await core.create('correct horse battery')
serveDesk({ core, channel: channelOver(signer.port1), open: () => Promise.resolve(null), page: null })
tell({ type: 'start', home, rpc: rpc ?? null, version: '0.0.0' }, signer.port2)

const page = new MessageChannel()
tell({ type: 'serve' }, page.port1)
const client = createNodeClient({ transport: connectMessagePort(page.port2) })
const askAsThePageWould = async (): Promise<void> => {
  const { chain } = await client.node.status()
  // Needs a signature, so it goes to the host, from there to the signer, and back.
  const lobby = await client.lobbies.create({ requestId: 'the-first-lobby', name: 'Meadow', displayName: 'Ada', expiresInHours: 1 })
  say({ account, chain: chain.name, rpcUrl: chain.rpcUrl, members: lobby.members.map((member) => member.account) })
}
// A host that could not start closes the page's port and has said why. It must still be this process's host, and end when it is told to.
askAsThePageWould().catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
