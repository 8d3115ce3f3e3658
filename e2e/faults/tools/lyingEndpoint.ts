import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

const question = z.object({ id: z.unknown(), method: z.string(), params: z.array(z.unknown()).default([]) }).loose()
type Question = z.output<typeof question>
type Answer = { readonly id: unknown; result?: unknown }
type Block = { hash?: string; number?: string } | null

/** How an endpoint deceives its member. */
export type Manner =
  | { readonly kind: 'honest' }
  | { readonly kind: 'down' }
  /** Speaks for another chain with the same id. */
  | { readonly kind: 'other genesis' }
  /** Knows nothing newer than this block. */
  | { readonly kind: 'lags'; readonly at: number }
  /** Takes transactions without passing them on, and calls each of them mined and well. */
  | { readonly kind: 'forges receipts' }
  /** Leaves out every event. */
  | { readonly kind: 'hides events' }
  /** Tells of blocks that nobody mined. */
  | { readonly kind: 'forges heads'; readonly ahead: number }

export type LyingEndpoint = {
  readonly rpcUrl: string
  readonly become: (manner: Manner) => void
  /** Transactions it kept to itself. */
  readonly swallowed: () => number
  readonly close: () => Promise<void>
}

const hex = (n: number): string => `0x${n.toString(16)}`
const made = (n: number): string => `0x${n.toString(16).padStart(64, 'e')}`

/** An endpoint between one member and the chain that lies as it is told. */
export const openLyingEndpoint = async (rpcUrl: string): Promise<LyingEndpoint> => {
  let manner: Manner = { kind: 'honest' }
  const kept = new Map<string, string>()
  const ask = async (asked: unknown): Promise<unknown> => {
    const answer = await fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked) })
    return answer.json()
  }
  const askOne = async (asked: Question): Promise<Answer> => (await ask(asked)) as Answer
  const newest = async (): Promise<number> =>
    Number((await askOne({ jsonrpc: '2.0', id: 0, method: 'eth_blockNumber', params: [] })).result)
  const blockAt = async (number: string): Promise<Block> =>
    (await askOne({ jsonrpc: '2.0', id: 0, method: 'eth_getBlockByNumber', params: [number, false] })).result as Block

  const answer = async (asked: Question): Promise<Answer> => {
    const { id, method, params } = asked
    const [first] = params
    const say = (result: unknown): Answer => ({ id, result, jsonrpc: '2.0' }) as Answer
    switch (manner.kind) {
      case 'other genesis':
        return method === 'eth_getBlockByNumber' && first === '0x0' ? say({ ...(await blockAt('0x0')), hash: made(0) }) : askOne(asked)
      case 'lags': {
        const at = hex(Math.min(manner.at, await newest()))
        if (method === 'eth_blockNumber') return say(at)
        return askOne({ ...asked, params: params.map((value) => (value === 'latest' || value === 'pending' ? at : value)) })
      }
      case 'hides events':
        return method === 'eth_getLogs' ? say([]) : askOne(asked)
      case 'forges receipts': {
        if (method === 'eth_sendRawTransaction') {
          const { keccak256 } = await import('viem')
          const hash = keccak256(String(first) as `0x${string}`)
          kept.set(hash, hex(await newest()))
          return say(hash)
        }
        const number = kept.get(String(first))
        if (number === undefined || method !== 'eth_getTransactionReceipt') return askOne(asked)
        const nobody = `0x${'0'.repeat(40)}`
        return say({
          transactionHash: first,
          blockNumber: number,
          blockHash: (await blockAt(number))?.hash,
          transactionIndex: '0x0',
          status: '0x1',
          gasUsed: '0x5208',
          cumulativeGasUsed: '0x5208',
          effectiveGasPrice: '0x1',
          logs: [],
          logsBloom: `0x${'0'.repeat(512)}`,
          from: nobody,
          to: nobody,
          contractAddress: null,
          type: '0x2',
        })
      }
      case 'forges heads': {
        const real = await newest()
        if (method === 'eth_blockNumber') return say(hex(real + manner.ahead))
        if (method === 'eth_getLogs') {
          const { fromBlock, toBlock, ...rest } = first as { fromBlock: string; toBlock: string }
          // Of its own blocks it tells that nothing happened in them.
          if (Number(fromBlock) > real) return say([])
          return askOne({ ...asked, params: [{ ...rest, fromBlock, toBlock: hex(Math.min(Number(toBlock), real)) }] })
        }
        if (method !== 'eth_getBlockByNumber') return askOne(asked)
        const wanted = first === 'latest' || first === 'finalized' ? real + manner.ahead : Number(first)
        return wanted <= real
          ? askOne({ ...asked, params: [hex(wanted), false] })
          : say({ ...(await blockAt('latest')), number: hex(wanted), hash: made(wanted) })
      }
      default:
        return askOne(asked)
    }
  }

  const server = createServer((request, response) => {
    if (manner.kind === 'down') return void response.destroy()
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const reply = async (): Promise<void> => {
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
        const said = Array.isArray(body)
          ? await Promise.all(body.map((one) => answer(question.parse(one))))
          : await answer(question.parse(body))
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(said))
      }
      reply().catch(() => response.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    rpcUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    become: (next) => {
      manner = next
    },
    swallowed: () => kept.size,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
