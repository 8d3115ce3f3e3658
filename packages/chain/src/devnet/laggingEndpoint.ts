import { proxyEndpoint, type ProxyEndpoint, type Question } from './proxyEndpoint.ts'

const older = (question: Question, number: string): Question => ({
  ...question,
  params: question.params?.map((value) => (value === 'latest' ? number : value)) ?? [],
})

/** An endpoint that knows some blocks less than the chain has: it puts an older block where the newest is meant. */
export const laggingEndpoint = (rpcUrl: string, blocks: number): Promise<ProxyEndpoint> =>
  proxyEndpoint(rpcUrl, async (asked, ask) => {
    const { result } = (await ask({ jsonrpc: '2.0', id: 0, method: 'eth_blockNumber', params: [] })) as { result: string }
    const number = `0x${(Number(result) - blocks).toString(16)}`
    return ask(Array.isArray(asked) ? (asked as readonly Question[]).map((one) => older(one, number)) : older(asked as Question, number))
  })
