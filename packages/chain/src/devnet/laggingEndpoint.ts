import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type Question = { id: number; method: string; params?: unknown[] }

/** An endpoint that knows some blocks less than the chain has: a proxy that puts an older block where the newest is meant. */
export const laggingEndpoint = async (rpcUrl: string, blocks: number): Promise<{ rpcUrl: string; close: () => Promise<void> }> => {
  const ask = async (body: unknown): Promise<unknown> => {
    const answer = await fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return answer.json()
  }
  const newest = async (): Promise<string> => {
    const { result } = (await ask({ jsonrpc: '2.0', id: 0, method: 'eth_blockNumber', params: [] })) as { result: string }
    return `0x${(Number(result) - blocks).toString(16)}`
  }
  const older = (question: Question, number: string): Question => ({
    ...question,
    params: question.params?.map((value) => (value === 'latest' ? number : value)) ?? [],
  })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const answer = async (): Promise<void> => {
        const asked = JSON.parse(Buffer.concat(chunks).toString()) as Question | Question[]
        const number = await newest()
        const body = Array.isArray(asked) ? asked.map((one) => older(one, number)) : older(asked, number)
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(await ask(body)))
      }
      answer().catch(() => response.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    rpcUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
