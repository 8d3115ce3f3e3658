import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployFactory, proxyEndpoint, startDevnet } from '@daomesh/chain/devnet'
import { systemClock } from '@daomesh/protocol/system'
import { expect, test } from 'vitest'
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
