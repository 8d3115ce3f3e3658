import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { deployFactory, type Devnet, proxyEndpoint, startDevnet } from '@daomesh/chain/devnet'
import { afterAll, expect, test } from 'vitest'
import { until } from '../scene/until.ts'
import { attempt, daomesh, password, type PeerProcess, startPeer, temporaryFolder } from './peerProcess.ts'

const folder = temporaryFolder()
const home = join(folder.path, 'ann')
const passwordFile = join(folder.path, 'password')
writeFileSync(passwordFile, `${password}\n`)

const chains: Devnet[] = []
let peer: PeerProcess | undefined
afterAll(async () => {
  await peer?.stop()
  await Promise.all(chains.map((chain) => chain.stop()))
  folder.remove()
})

const startChain = async (): Promise<Devnet> => {
  const chain = await startDevnet()
  chains.push(chain)
  return chain
}
const deploy = async ({ rpcUrl, accounts: [account] }: Devnet): Promise<void> => {
  if (account === undefined) throw new RangeError('a sandbox has accounts')
  await deployFactory({ rpcUrl, account })
}
const start = async (...words: readonly string[]): Promise<void> => {
  await peer?.stop()
  peer = await startPeer(home, [...words, '--approve', 'sandbox', '--password-file', passwordFile])
}
const use = (rpcUrl: string): Promise<{ from: string }> => daomesh(home, 'chain', 'choose', rpcUrl)
const refusal = async (rpcUrl: string): Promise<string> => {
  const { code, stderr } = await attempt(home, ['chain', 'choose', rpcUrl])
  expect(code).not.toBe(0)
  return (JSON.parse(stderr) as { error: { code: string } }).error.code
}
type Chain = { readonly state: string; readonly rpcUrl: string; readonly genesisHash: string }
const status = (): Promise<Chain> => daomesh<Chain>(home, 'chain', 'status')
const untilState = (state: string): Promise<unknown> => until(`the chain is ${state}`, async () => (await status()).state === state, 60_000)

test('M331 C1 A80: another endpoint of the same chain is used at once and at later starts; what cannot be used changes nothing', async () => {
  const [own, other] = await Promise.all([startChain(), startChain()])
  await deploy(own)
  await daomesh(home, 'identity', 'create', '--password-file', passwordFile, '--phrase-file', join(folder.path, 'ann.phrase'))
  const chosenYet = await attempt(home, ['start'])
  expect([chosenYet.code === 0, chosenYet.stderr]).toEqual([false, expect.stringContaining('INPUT_INVALID')])

  const first = await proxyEndpoint(own.rpcUrl)
  await start('--rpc', first.rpcUrl)
  await untilState('online')
  expect(await refusal('rpc.example.org')).toBe('INPUT_INVALID')
  expect(await refusal('http://127.0.0.1:1')).toBe('CHAIN_UNREACHABLE')
  expect(await refusal(other.rpcUrl)).toBe('FACTORY_ABSENT')
  expect((await status()).rpcUrl).toBe(first.rpcUrl)

  await daomesh(home, 'lobby', 'create', 'Meadow', '--as', 'Ann')
  await deploy(other)
  expect(await refusal(other.rpcUrl)).toBe('CHAIN_MISMATCH')
  await first.close()
  await untilState('offline')
  expect(await use(own.rpcUrl)).toEqual({ from: 'now' })
  expect(await status()).toMatchObject({ state: 'online', rpcUrl: own.rpcUrl, genesisHash: own.identity.genesisHash })

  await start()
  await untilState('online')
  expect((await status()).rpcUrl).toBe(own.rpcUrl)
})

test('M331: a home without DAOs may go to another chain, from its next start on; the chain that this machine keeps stays', async () => {
  const other = chains[1]
  if (other === undefined) throw new RangeError('two chains were started')
  const fresh = join(folder.path, 'ben')
  await daomesh(fresh, 'identity', 'create', '--password-file', passwordFile, '--phrase-file', join(folder.path, 'ben.phrase'))
  const words = ['--approve', 'sandbox', '--password-file', passwordFile]
  const before = await startPeer(fresh, ['--rpc', chains[0]?.rpcUrl ?? '', ...words])
  expect(await daomesh(fresh, 'chain', 'choose', other.rpcUrl)).toEqual({ from: 'nextStart' })
  expect(await daomesh<Chain>(fresh, 'chain', 'status')).toMatchObject({ genesisHash: chains[0]?.identity.genesisHash })
  await before.stop()
  const after = await startPeer(fresh, words)
  expect(await daomesh<Chain>(fresh, 'chain', 'status')).toMatchObject({ genesisHash: other.identity.genesisHash })
  await after.stop()

  const kept = await startPeer(fresh, ['--sandbox', ...words], { DAOMESH_SANDBOX: join(folder.path, 'chain') })
  const refused = await attempt(fresh, ['chain', 'choose', other.rpcUrl])
  expect([refused.code === 0, refused.stderr]).toEqual([false, expect.stringContaining('keeps the chain itself')])
  await kept.stop()
})
