import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployFactory, proxyEndpoint, startDevnet } from '@daomesh/chain/devnet'
import { systemClock } from '@daomesh/protocol/system'
import { expect, test } from 'vitest'
import { readEndpoint } from '../endpoint/endpointNote.ts'
import { serveEndpointPage } from '../endpoint/serveEndpointPage.ts'
import { homePaths } from '../home/homePaths.ts'
import { connectChain } from './connectChain.ts'

test('C3 a chain that is no sandbox is read from where the contracts came to it, which is looked for once, and known while the endpoint is silent', async () => {
  const home = mkdtempSync(join(tmpdir(), 'daomesh-connect-'))
  const devnet = await startDevnet({ chainId: 100 })
  const asked: string[] = []
  const endpoint = await proxyEndpoint(devnet.rpcUrl, (questions, ask) => {
    for (const { method } of [questions].flat()) asked.push(method)
    return ask(questions)
  })
  const connect = () => connectChain(home, { rpcUrl: endpoint.rpcUrl, sandbox: 'detect' }, systemClock)
  const looks = (): number => asked.filter((method) => method === 'eth_getTransactionCount').length
  try {
    const [account] = devnet.accounts
    if (account === undefined) throw new RangeError('a chain for tests has accounts')
    // Before the contracts are there, there is nowhere to begin, and the next start looks again.
    expect((await connect()).client.profile.startBlock).toBe(0n)
    await deployFactory({ rpcUrl: devnet.rpcUrl, account })

    const chain = await connect()
    expect(chain).toMatchObject({ name: 'Gnosis', sandbox: false, rpcUrl: endpoint.rpcUrl })
    expect(chain.client.profile).toMatchObject({ startBlock: 1n, finality: { tag: 'finalized' } })
    const before = looks()
    expect(before).toBeGreaterThan(0)
    expect((await connect()).client.profile.startBlock).toBe(1n)
    expect(looks()).toBe(before)

    await endpoint.close()
    expect((await connect()).client.profile).toMatchObject({ startBlock: 1n, identity: devnet.identity })
    expect(JSON.parse(readFileSync(homePaths(home).chain, 'utf8'))).toMatchObject({ chainId: '100', startBlock: '1' })
  } finally {
    await devnet.stop()
    rmSync(home, { recursive: true })
  }
})

test('C2 M331 an endpoint that was found good, also one of another chain, is begun with though it is silent by the next start', async () => {
  const home = mkdtempSync(join(tmpdir(), 'daomesh-connect-'))
  const chains = [await startDevnet({ chainId: 100 }), await startDevnet({ chainId: 101 })] as const
  const endpoints = [await proxyEndpoint(chains[0].rpcUrl), await proxyEndpoint(chains[1].rpcUrl)] as const
  const page = await serveEndpointPage({ home, token: 'a token', port: 0, clock: systemClock })
  const connect = (rpcUrl: string) => connectChain(home, { rpcUrl, sandbox: 'detect' }, systemClock)
  try {
    for (const { rpcUrl, accounts } of chains) for (const account of accounts.slice(0, 1)) await deployFactory({ rpcUrl, account })
    const headers = { authorization: 'Bearer a token', 'content-type': 'application/json' }
    const body = JSON.stringify({ rpcUrl: endpoints[0].rpcUrl })
    expect((await fetch(new URL('/api/choose', page.url), { method: 'POST', headers, body })).status).toBe(200)
    await endpoints[0].close()
    const chain = await connect(await page.chosen)
    expect(chain.client.profile.identity).toEqual(chains[0].identity)

    expect(await chain.chooseEndpoint?.(endpoints[1].rpcUrl, true)).toBe('nextStart')
    await endpoints[1].close()
    expect((await connect(readEndpoint(home) ?? '')).client.profile.identity).toEqual(chains[1].identity)
  } finally {
    await page.close()
    await Promise.all(chains.map((devnet) => devnet.stop()))
    rmSync(home, { recursive: true })
  }
})

test('A95 X2 where to begin, as one endpoint said, is taken over to no other one that knows better', async () => {
  const home = mkdtempSync(join(tmpdir(), 'daomesh-connect-'))
  const devnet = await startDevnet({ chainId: 100 })
  const [account] = devnet.accounts
  if (account === undefined) throw new RangeError('a chain for tests has accounts')
  await deployFactory({ rpcUrl: devnet.rpcUrl, account })
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'anvil_mine', params: ['0x40'] })
  await fetch(devnet.rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  /** It says that nothing was there before block 30, each time it is asked. */
  const liar = await proxyEndpoint(devnet.rpcUrl, async (asked, ask) => {
    const hides = ({ method, params }: { method: string; params?: readonly unknown[] }): boolean =>
      method === 'eth_getTransactionCount' && Number(params?.[1]) < 30
    const answers = [(await ask(asked)) as { id: number }].flat()
    const told = answers.map((answer) => {
      const question = [asked].flat().find(({ id }) => id === answer.id)
      return question !== undefined && hides(question) ? { jsonrpc: '2.0', id: answer.id, result: '0x0' } : answer
    })
    return Array.isArray(asked) ? told : told[0]
  })
  const other = await proxyEndpoint(devnet.rpcUrl)
  const connect = (rpcUrl: string) => connectChain(home, { rpcUrl, sandbox: 'detect' }, systemClock)
  try {
    const chain = await connect(liar.rpcUrl)
    expect(chain.client.profile.startBlock).toBe(30n)
    // One that agrees is begun with there, though it is silent by the next start.
    expect(await chain.chooseEndpoint?.(liar.rpcUrl, false)).toBe('now')
    expect((await connect(liar.rpcUrl)).client.profile.startBlock).toBe(30n)
    expect(await chain.chooseEndpoint?.(other.rpcUrl, false)).toBe('now')
    expect((await connect(other.rpcUrl)).client.profile.startBlock).toBe(1n)
  } finally {
    await Promise.all([liar.close(), other.close()])
    await devnet.stop()
    rmSync(home, { recursive: true })
  }
})
