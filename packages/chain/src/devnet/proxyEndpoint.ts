import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Question = { readonly id: number; readonly method: string; readonly params?: readonly unknown[] }
/** Asks the chain behind it; one question or several at once. */
export type AskChain = (body: unknown) => Promise<unknown>

export type ProxyEndpoint = { readonly rpcUrl: string; readonly close: () => Promise<void> }

/** An endpoint of a sandbox chain beside the chain's own. @param pass answers what is asked; by default as the chain does. */
export const proxyEndpoint = async (
  rpcUrl: string,
  pass: (asked: Question | readonly Question[], ask: AskChain) => Promise<unknown> = (asked, ask) => ask(asked),
): Promise<ProxyEndpoint> => {
  const ask = async (body: unknown): Promise<unknown> => {
    const answer = await fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return answer.json()
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const answer = async (): Promise<void> => {
        const answered = await pass(JSON.parse(Buffer.concat(chunks).toString()) as Question | readonly Question[], ask)
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(answered))
      }
      answer().catch(() => response.destroy())
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
    })
  }
  return { rpcUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
