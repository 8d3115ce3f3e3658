import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checkBearer, checkHost } from '@daomesh/node/guard'
import { DaomeshError, toDaomeshError } from '@daomesh/protocol'
import type { PageFiles } from './pageFiles.ts'
import { pageHeaders } from './pageHeaders.ts'
import { readBody } from './readBody.ts'

/** What a page may ask of its process: JSON both ways. `gone` tells that nobody waits for the answer any more. */
export type Procedure = (body: unknown, gone: AbortSignal) => unknown

export type ServePageParameters = {
  readonly files: PageFiles
  readonly token: string
  /** 0: any free port. */
  readonly port: number
  readonly procedureOf: (name: string) => Procedure | null
}

/** `url` carries the token in its fragment, which no request sends. */
export type PageService = { readonly port: number; readonly url: string; readonly close: () => Promise<void> }

const statusOf = (error: DaomeshError): number => (error.code === 'API_FORBIDDEN' ? 403 : error.code === 'INTERNAL' ? 500 : 400)

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { ...pageHeaders, 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Serves one page and its procedures on 127.0.0.1, on a port and with a token of its own: what can read another API of this machine cannot thereby use this one. */
export const servePage = async ({ files, token, port, procedureOf }: ServePageParameters): Promise<PageService> => {
  let bound = port
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    checkHost(request, bound)
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const file = files.get(pathname)
    if (file !== undefined && request.method === 'GET') {
      response.writeHead(200, { ...pageHeaders, 'content-type': file.type }).end(file.content)
      return
    }
    checkBearer(request, token)
    const procedure = request.method === 'POST' ? procedureOf(pathname.replace(/^\/api\//, '')) : null
    if (procedure === null) {
      answer(response, 404, new DaomeshError('INPUT_INVALID', { meta: { reason: 'no such procedure' } }))
      return
    }
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    answer(response, 200, await procedure(await readBody(request), gone.signal))
  }

  const http = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      const coded = toDaomeshError(error)
      if (response.headersSent) response.destroy()
      else answer(response, statusOf(coded), coded)
    })
  })
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, '127.0.0.1', resolve)
  })
  bound = (http.address() as AddressInfo).port
  const close = async (): Promise<void> => {
    http.closeAllConnections()
    await new Promise<void>((resolve) => {
      http.close(() => resolve())
    })
  }
  return { port: bound, url: `http://127.0.0.1:${bound}/#token=${token}`, close }
}
