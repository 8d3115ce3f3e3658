import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DaomeshError, toDaomeshError } from '@daomesh/protocol'
import type { SignerCore } from '../core/createSignerCore.ts'
import { checkBearer, checkOwnHost } from './guard.ts'
import { pageHeaders, readPageFiles } from './pageFiles.ts'
import { actsOf, type ProcedureName, signerProcedures } from './procedures.ts'
import { readBody } from './readBody.ts'
import { watchView } from './watchView.ts'

export type ServeSignerParameters = { readonly core: SignerCore; readonly token: string; /** 0: any free port. */ readonly port: number }
export type SignerService = { readonly port: number; readonly url: string; readonly close: () => Promise<void> }

const statusOf = (error: DaomeshError): number => (error.code === 'API_FORBIDDEN' ? 403 : error.code === 'INTERNAL' ? 500 : 400)

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { ...pageHeaders, 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/**
 * Serves the confirmation page and its procedures on 127.0.0.1, on a port and with a token of its own: what can read the member's API cannot thereby
 * confirm a signature.
 */
export const serveSigner = async ({ core, token, port }: ServeSignerParameters): Promise<SignerService> => {
  const files = readPageFiles()
  const acts = actsOf(core)
  const views = watchView(core)
  let bound = port

  const act = async (name: ProcedureName, body: unknown, gone: AbortSignal): Promise<unknown> => {
    const parsed = signerProcedures[name].input.safeParse(body)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw new DaomeshError('INPUT_INVALID', { meta: { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' } })
    }
    if (name === 'view') return views.next((parsed.data as { after?: number }).after, gone)
    return acts[name](parsed.data as never)
  }

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    checkOwnHost(request, bound)
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const file = files.get(pathname)
    if (file !== undefined && request.method === 'GET') {
      response.writeHead(200, { ...pageHeaders, 'content-type': file.type }).end(file.content)
      return
    }
    checkBearer(request, token)
    const name = pathname.replace(/^\/api\//, '')
    if (request.method !== 'POST' || !Object.hasOwn(signerProcedures, name)) {
      answer(response, 404, new DaomeshError('INPUT_INVALID', { meta: { reason: 'no such procedure' } }))
      return
    }
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    answer(response, 200, await act(name as ProcedureName, await readBody(request), gone.signal))
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
    views.stop()
    http.closeAllConnections()
    await new Promise<void>((resolve) => {
      http.close(() => resolve())
    })
  }
  return { port: bound, url: `http://127.0.0.1:${bound}/#token=${token}`, close }
}
