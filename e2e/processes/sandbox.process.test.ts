import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { until } from '../scene/until.ts'
import { attempt, daomesh, password, type PeerProcess, startPeer, temporaryFolder } from './peerProcess.ts'

const folder = temporaryFolder()
const running: PeerProcess[] = []
afterAll(async () => {
  await Promise.all(running.map((peer) => peer.stop()))
  folder.remove()
})

const passwordFile = join(folder.path, 'password')
writeFileSync(passwordFile, `${password}\n`)
const environment = { DAOMESH_SANDBOX: join(folder.path, 'chain') }

const start = async (name: string): Promise<PeerProcess> => {
  const home = join(folder.path, name)
  await daomesh(home, 'identity', 'create', '--password-file', passwordFile, '--phrase-file', join(folder.path, `${name}.phrase`))
  const words = ['--sandbox', '--approve', 'sandbox', '--password-file', passwordFile]
  const peer = await startPeer(home, words, environment)
  running.push(peer)
  return peer
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

type Chain = { readonly rpcUrl: string; readonly genesisHash: string }
const chainOf = (name: string): Promise<Chain> => daomesh<Chain>(join(folder.path, name), 'chain', 'status')
const signerOf = (name: string): number => (JSON.parse(readFileSync(join(folder.path, name, 'signer.json'), 'utf8')) as { pid: number }).pid

test('H3 B1: a killed node takes its signer with it, and another one takes over its sandbox chain with its state', async () => {
  const ann = await start('ann')
  await start('ben')
  const before = await chainOf('ann')
  expect(await chainOf('ben')).toMatchObject({ rpcUrl: before.rpcUrl, genesisHash: before.genesisHash })
  await daomesh(join(folder.path, 'ben'), 'chain', 'faucet')
  const paid = await daomesh<{ wei: string }>(join(folder.path, 'ben'), 'chain', 'balance')
  expect(BigInt(paid.wei)).toBeGreaterThan(0n)

  const signer = signerOf('ann')
  expect(isAlive(signer)).toBe(true)
  await ann.kill()
  await until('the signer of the killed node ends', () => Promise.resolve(!isAlive(signer)), 60_000)
  const words = ['chain', 'balance']
  const again = await until(
    'ben runs the chain',
    async () => {
      const { code, stdout } = await attempt(join(folder.path, 'ben'), words)
      return code === 0 && (JSON.parse(stdout) as { wei: string })
    },
    60_000,
  )
  expect(again.wei).toBe(paid.wei)
  expect(await chainOf('ben')).toMatchObject({ rpcUrl: before.rpcUrl, genesisHash: before.genesisHash })
}, 240_000)

test('H7: a password that opens no key ends the start with its reason; a signer that dies later leaves the node up', async () => {
  const home = join(folder.path, 'cid')
  const cid = await start('cid')
  process.kill(signerOf('cid'), 'SIGKILL')
  const locked = async () => (await daomesh<{ signer: { state: string } }>(home, 'status')).signer.state === 'locked'
  await until('the node says that its signer is gone', locked, 60_000)
  expect(await daomesh<unknown[]>(home, 'lobby', 'list')).toEqual([])
  expect(await cid.stop()).toBe(0)
  const words = ['start', '--no-mdns', '--sandbox', '--approve', 'sandbox']
  const { code, stderr } = await attempt(home, words, { ...environment, DAOMESH_PASSWORD: 'not the right one' })
  expect([code, stderr]).toEqual([3, expect.stringContaining('PASSWORD_WRONG')])
  expect(['api.json', 'signer.json', 'lock'].filter((name) => existsSync(join(home, name)))).toEqual([])
}, 240_000)

test('H5 V7: a repeated request id acts once; a terminal that is closed ends with 0 and leaves no note and no signer behind', async () => {
  const [, ben] = running
  const home = join(folder.path, 'ben')
  const create = () => daomesh<{ space: string }>(home, 'lobby', 'create', 'Mill', '--as', 'Ben', '--request-id', 'mill-0001')
  expect(await create()).toEqual(await create())
  expect(await daomesh<unknown[]>(home, 'lobby', 'list')).toHaveLength(1)
  const signer = signerOf('ben')
  expect(await ben?.hangUp()).toBe(0)
  expect(isAlive(signer)).toBe(false)
  expect(['api.json', 'signer.json', 'lock'].filter((name) => existsSync(join(home, name)))).toEqual([])
}, 240_000)

test('M347: a home into which a second key file was copied says that none is chosen, and takes the choice from the command line', async () => {
  const [home, other] = ['dee', 'eli'].map((name) => join(folder.path, name)) as [string, string]
  const dee = await start('dee')
  await dee.stop()
  const words = ['identity', 'create', '--password-file', passwordFile, '--phrase-file', join(folder.path, 'eli.phrase')]
  const { account } = await daomesh<{ account: string }>(other, ...words)
  cpSync(join(other, 'keys', `${account}.json`), join(home, 'keys', `${account}.json`))
  running.push(await startPeer(home, ['--sandbox', '--approve', 'sandbox', '--password-file', passwordFile], environment))
  const refused = await attempt(home, ['lobby', 'create', 'Meadow', '--as', 'Dee'])
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('IDENTITY_UNCHOSEN')])
  const doctor = await attempt(home, ['doctor'])
  expect(doctor.stdout).toContain('IDENTITY_UNCHOSEN')
  expect(await daomesh(home, 'identity', 'use', account.slice(0, 8))).toEqual({ account })
  expect(await daomesh<{ account: string }>(home, 'status')).toMatchObject({ account })
}, 240_000)
