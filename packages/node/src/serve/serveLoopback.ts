import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DaomeshError, toDaomeshError } from '@daomesh/protocol'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import type { NodeRouter } from '../router.ts'
import { apiProtocol } from '../client/connectWebSocket.ts'
import { checkToken } from './checkToken.ts'
import type { Tickets } from './createTickets.ts'
import { checkBearer, checkHost, closedHeaders } from './guard.ts'
import { isStranger } from './isStranger.ts'
import { serveStatic } from './staticFiles.ts'

export type LoopbackOptions = {
  readonly router: NodeRouter
  readonly token: string
  /** 0: any free port. */
  readonly port: number
  /** The built renderer; null serves the API alone. */
  readonly folder: string | null
  /** What else opens the interface; by default the token alone does. */
  readonly tickets?: Tickets
  /** Whose node this is, of the accounts of this machine; null where accounts have no numbers. */
  readonly account?: number | null
}

/** `url` carries the token in its fragment, which no request sends. */
export type Loopback = { readonly port: number; readonly url: string; readonly close: () => Promise<void> }

/** Largest message from a client: one draft snapshot in base64 with room. */
const maxPayload = 8 * 1024 * 1024

/** Asks for a ticket, which may name a page. */
const isIssue = /^\/open(?:\?|$)/
/** What stands in an address as it is. */
const pagePath = /^(?:\/[\w/-]{0,200})?$/

/**
 * Serves the API as a WebSocket at /api and the UI as files, on 127.0.0.1 only. Every request passes Host and Origin checks, the API also the token.
 * @throws whatever `listen` throws, e.g. EADDRINUSE.
 */
export const serveLoopback = async ({
  router,
  token,
  port,
  folder,
  tickets,
  account = process.getuid?.() ?? null,
}: LoopbackOptions): Promise<Loopback> => {
  const enter = (request: IncomingMessage, response: ServerResponse): void => {
    // Whoever reads a ticket may be faster than the browser it is for. Where the system says whose a connection is, that helps nobody else.
    const isOthers = account !== null && isStranger(request.socket.remotePort ?? 0, bound, account)
    const ticket = isOthers ? null : (tickets?.take(request.url ?? '') ?? null)
    if (ticket === null) throw new DaomeshError('API_FORBIDDEN', { meta: { reason: 'ticket' } })
    const page = ticket.page === '' ? '' : `&${ticket.page}`
    response.writeHead(303, { ...closedHeaders, location: `/#token=${token}${page}` }).end()
  }
  /** For who has the token already and starts a browser beside the node. */
  const issue = (request: IncomingMessage, response: ServerResponse): void => {
    checkBearer(request, token)
    const page = new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('page') ?? ''
    if (tickets === undefined || !pagePath.test(page)) throw new DaomeshError('API_FORBIDDEN', { meta: { reason: 'page' } })
    response.writeHead(201, { ...closedHeaders, 'content-type': 'text/plain' }).end(tickets.issue(page))
  }
  const handler = new RPCHandler(router)
  const sockets = new WebSocketServer({ noServer: true, maxPayload, handleProtocols: () => apiProtocol })
  const http: Server = createServer((request, response) => {
    try {
      checkHost(request, bound)
      if (folder === null) response.writeHead(404).end()
      else if (request.method === 'POST' && isIssue.test(request.url ?? '')) issue(request, response)
      else if (request.method === 'GET' && request.url?.startsWith('/open/') === true) enter(request, response)
      else serveStatic(folder, bound, request, response)
    } catch (error) {
      response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify(toDaomeshError(error)))
    }
  })
  let bound = port
  http.on('upgrade', (request: IncomingMessage, socket, head) => {
    // From here on nobody listens for its errors: whoever resets a connection that was refused must not end the node.
    socket.on('error', () => socket.destroy())
    try {
      checkHost(request, bound)
      checkToken(request, token)
    } catch (error) {
      const body = JSON.stringify(toDaomeshError(error))
      socket.end(
        `HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      )
      return
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      // A frame that is too long or none at all closes its connection, and no more.
      ws.on('error', () => ws.terminate())
      void handler.upgrade(ws, { context: {} })
    })
  })
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, '127.0.0.1', resolve)
  })
  bound = (http.address() as AddressInfo).port
  const close = async () => {
    for (const ws of sockets.clients) ws.terminate()
    http.closeAllConnections()
    await new Promise<void>((resolve) => http.close(() => resolve()))
  }
  return { port: bound, url: `http://127.0.0.1:${bound}/#token=${token}`, close }
}
