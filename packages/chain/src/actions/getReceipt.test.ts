import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Hex } from '@daomesh/protocol'
import { createPublicClient, http } from 'viem'
import { afterEach, expect, it } from 'vitest'
import { getReceipt } from './getReceipt.ts'

type Question = { readonly id: number; readonly method: string }
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

const hash: Hex = `0x${'aa'.repeat(32)}`
const word = `0x${'11'.repeat(32)}`
const account = `0x${'22'.repeat(20)}`
const results: Readonly<Record<string, unknown>> = {
  eth_getTransactionReceipt: {
    blockHash: word,
    blockNumber: '0x5',
    contractAddress: null,
    cumulativeGasUsed: '0x1',
    effectiveGasPrice: '0x1',
    from: account,
    gasUsed: '0x5208',
    logs: [],
    logsBloom: `0x${'0'.repeat(512)}`,
    status: '0x0',
    to: account,
    transactionHash: hash,
    transactionIndex: '0x0',
    type: '0x2',
  },
  eth_getBlockByNumber: { number: '0x400', hash: word, timestamp: '0x1', transactions: [] },
  eth_getTransactionByHash: { hash, from: account, to: account, value: '0x0', input: '0x', nonce: '0x0', gas: '0x1', type: '0x2' },
}

/** An endpoint that knows a reverted transaction and answers this where it is to be made again on the state of its block. */
const endpoint = async (error: { readonly code: number; readonly message: string }) => {
  const answer = ({ id, method }: Question) => ({
    jsonrpc: '2.0',
    id,
    ...(method === 'eth_call' ? { error } : { result: results[method] }),
  })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const asked = JSON.parse(Buffer.concat(chunks).toString()) as Question | Question[]
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(Array.isArray(asked) ? asked.map(answer) : answer(asked)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return createPublicClient({ transport: http(url, { batch: true, retryCount: 0 }), cacheTime: 0 })
}

it.each(['missing trie node 11 (path )', 'required historical state unavailable', 'header not found'])(
  'A71 X2 an endpoint that forgot the state of the block (%s) does not keep a revert from being seen',
  async (message) => {
    const client = await endpoint({ code: -32_000, message })
    expect(await getReceipt(client, { hash, finality: { confirmations: 2 } })).toMatchObject({ ok: false, final: true, error: null })
  },
)

it('A71 why it reverted is asked again where the endpoint was asked too often', async () => {
  const client = await endpoint({ code: -32_005, message: 'rate limit exceeded' })
  await expect(getReceipt(client, { hash, finality: { confirmations: 2 } })).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
})
