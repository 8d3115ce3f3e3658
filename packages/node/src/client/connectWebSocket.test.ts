import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { implement, ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/ws'
import { DaomeshError } from '@daomesh/protocol'
import { afterEach, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import type { WebSocket as NodeSocket } from 'ws'
import { contract } from '../contract/index.ts'
import { apiProtocol, connectWebSocket, tokenProtocol } from './connectWebSocket.ts'
import { createNodeClient } from './createNodeClient.ts'
import type { ConnectionState, NodeTransport } from './transport.ts'

const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

const node = implement(contract)
const router = {
  lobbies: {
    preview: node.lobbies.preview.handler(() => {
      const error = new DaomeshError('INVITE_REVOKED', { meta: { by: 'founder' } })
      throw new ORPCError(error.code, { status: 422, data: error.toJSON() })
    }),
  },
  node: {
    changes: node.node.changes.handler(async function* () {
      yield { cursor: '0.1', topics: ['*'] }
      await new Promise(() => undefined)
    }),
  },
  network: { syncNow: node.network.syncNow.handler(() => ({ sessions: 3 })) },
}

const listen = async (port = 0) => {
  const http = createServer()
  const sockets = new WebSocketServer({ server: http, handleProtocols: (names) => (names.has(tokenProtocol('t')) ? apiProtocol : false) })
  const handler = new RPCHandler(router)
  sockets.on('connection', (socket: NodeSocket) => void handler.upgrade(socket, { context: {} }))
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  const drop = () => {
    for (const socket of sockets.clients) socket.terminate()
    http.close()
  }
  endings.push(drop)
  return { port: (http.address() as AddressInfo).port, drop }
}

const until = async (transport: NodeTransport, state: ConnectionState['state']) => {
  if (transport.connection().state === state) return
  await new Promise<void>((resolve) => {
    const stop = transport.onConnection((next) => {
      if (next.state !== state) return
      stop()
      resolve()
    })
  })
}

const connect = (port: number, token = 't') => {
  const transport = connectWebSocket({ url: `ws://127.0.0.1:${port}/api`, token })
  endings.push(transport.close)
  return { transport, client: createNodeClient({ transport }) }
}

test('M5 a coded error keeps its code, its texts and its details', async () => {
  const { port } = await listen()
  const { client } = connect(port)
  const error = await client.lobbies.preview({ invite: 'x' }).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(DaomeshError)
  expect(error).toMatchObject({ code: 'INVITE_REVOKED', what: 'This invite was revoked.', meta: { by: 'founder' } })
})

test('M5 an input that the contract refuses is INPUT_INVALID', async () => {
  const { port } = await listen()
  const { client } = connect(port)
  await expect(client.lobbies.preview({ invite: 'x'.repeat(9_000) })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
})

test('M6 connects again by itself; streams and calls of the lost connection fail with API_UNAVAILABLE', async () => {
  const first = await listen()
  const { transport, client } = connect(first.port)
  const changes = await client.node.changes({ cursor: null })
  expect(await changes.next()).toMatchObject({ value: { cursor: '0.1', topics: ['*'] } })
  const pending = changes.next()
  first.drop()
  await expect(pending).rejects.toMatchObject({ code: 'API_UNAVAILABLE' })
  await until(transport, 'waiting')
  await expect(client.network.syncNow()).rejects.toMatchObject({ code: 'API_UNAVAILABLE' })
  await listen(first.port)
  await until(transport, 'open')
  expect(await client.network.syncNow()).toEqual({ sessions: 3 })
})

test('M6 after close it stays closed', async () => {
  const { port } = await listen()
  const { transport, client } = connect(port)
  expect(await client.network.syncNow()).toEqual({ sessions: 3 })
  transport.close()
  expect(transport.connection()).toEqual({ state: 'closed' })
  transport.reconnect()
  await expect(client.network.syncNow()).rejects.toMatchObject({ code: 'API_UNAVAILABLE' })
  expect(transport.connection()).toEqual({ state: 'closed' })
})
