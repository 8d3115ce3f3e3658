import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { afterEach, describe, expect, it } from 'vitest'
import { createChainClient } from '../client/createChainClient.ts'
import { sandboxProfile } from '../client/profiles.ts'
import { realClock } from '../acceptance/realClock.ts'
import { found } from '../acceptance/fixtures.ts'
import { createDevnetSigner } from './createDevnetSigner.ts'
import { factoryAddress } from '../calls/factoryAddress.ts'
import { deployFactory } from '../actions/deployFactory.ts'
import { setBalance } from './setBalance.ts'
import { type Devnet, startDevnet, type StartDevnetParameters } from './startDevnet.ts'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
const until = (check: () => boolean) => expect.poll(check, { timeout: 20_000, interval: 20 }).toBe(true)

describe('sandbox chain', () => {
  const open: Devnet[] = []
  const folders: string[] = []
  const start = async (parameters?: StartDevnetParameters) => {
    const devnet = await startDevnet(parameters)
    open.push(devnet)
    return devnet
  }
  const clientOf = ({ rpcUrl, identity }: Devnet) =>
    createChainClient({ rpcUrl, profile: sandboxProfile(identity, factoryAddress()), clock: realClock })
  afterEach(async () => {
    for (const devnet of open.splice(0)) await devnet.stop()
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
  })

  it('A14 several run at once, on their own ports and as different chains, and are gone after stop', async () => {
    const [one, two] = await Promise.all([start(), start()])
    expect(one.rpcUrl).not.toBe(two.rpcUrl)
    expect(one.identity.chainId).toBe(two.identity.chainId)
    expect(one.identity.genesisHash).not.toBe(two.identity.genesisHash)
    expect(isAlive(one.pid) && isAlive(two.pid)).toBe(true)
    await one.stop()
    expect(isAlive(one.pid)).toBe(false)
    expect(isAlive(two.pid)).toBe(true)
  }, 120_000)

  it('A14 the factory goes to the same address everywhere, once', async () => {
    const devnet = await start()
    const parameters = { rpcUrl: devnet.rpcUrl, account: devnet.accounts[0]! }
    expect(await deployFactory(parameters)).toEqual({ factory: factoryAddress(), deployed: true })
    expect(await deployFactory(parameters)).toEqual({ factory: factoryAddress(), deployed: false })
    const pauper = `0x${'1b'.repeat(20)}` as Parameters<typeof setBalance>[0]['account']
    await setBalance({ rpcUrl: devnet.rpcUrl, account: pauper, wei: 12n })
    expect(await clientOf(devnet).balance(pauper)).toBe(12n)
  }, 120_000)

  it('A14 A6 keeps its chain in a file: same identity, same facts after a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'daomesh-devnet-'))
    folders.push(folder)
    const state = join(folder, 'chain.json')
    const first = await start({ state })
    const { factory } = await deployFactory({ rpcUrl: first.rpcUrl, account: first.accounts[0]! })
    const client = clientOf(first)
    const harness = {
      profile: client.profile,
      accounts: first.accounts,
      signer: createDevnetSigner(first.accounts),
      clock: realClock,
      connect: () => client,
      mine: () => Promise.resolve(),
      reorganise: () => Promise.resolve(),
      lagging: () => Promise.resolve(client),
      close: () => Promise.resolve(),
    }
    const { dao } = await found(harness, client, 77n)
    const before = await client.facts({ dao, from: null })
    await first.stop()

    const second = await start({ state })
    expect(second.identity).toEqual(first.identity)
    expect(factory).toBe(factoryAddress())
    const after = await clientOf(second).facts({ dao, from: null })
    expect(after.finalized).toEqual(before.finalized)
    expect(after.finalized).toHaveLength(1)
    expect(await clientOf(second).balance(dao)).toBe(77n)
  }, 120_000)

  it('A14 ends when its starter is killed', async () => {
    const entry = new URL('index.ts', import.meta.url).href
    const script = `const { startDevnet } = await import(${JSON.stringify(entry)}); const { pid } = await startDevnet(); console.log(pid); setInterval(() => {}, 1000)`
    const starter = spawn(execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pid = await new Promise<number>((resolve) => starter.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString()))))
    expect(isAlive(pid)).toBe(true)
    starter.kill('SIGKILL')
    await until(() => !isAlive(pid))
  }, 120_000)

  it.skipIf(process.platform === 'win32').each(['SIGHUP', 'SIGINT'] as const)(
    'A89 what a terminal tells everybody in it (%s) reaches its starter alone, which ends it in order: nothing of the chain is lost',
    async (signal) => {
      const folder = await mkdtemp(join(tmpdir(), 'daomesh-devnet-'))
      folders.push(folder)
      const state = join(folder, 'chain.json')
      const entry = new URL('index.ts', import.meta.url).href
      const script = `
        const { startDevnet } = await import(${JSON.stringify(entry)})
        const { rpcUrl, stop } = await startDevnet({ state: ${JSON.stringify(state)} })
        process.once('${signal}', () => void stop().then(() => process.exit()))
        console.log(rpcUrl)
        setInterval(() => {}, 1000)`
      // In a group of its own, as a shell puts what it starts.
      const starter = spawn(execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
      const gone = once(starter, 'exit')
      const [rpcUrl] = (await once(starter.stdout, 'data')).map((chunk) => String(chunk).trim())
      const rich = `0x${'1c'.repeat(20)}` as Parameters<typeof setBalance>[0]['account']
      await setBalance({ rpcUrl: rpcUrl ?? '', account: rich, wei: 13n })
      process.kill(-(starter.pid ?? Number.NaN), signal)
      expect(await gone).toEqual([0, null])
      expect(await clientOf(await start({ state })).balance(rich)).toBe(13n)
    },
    120_000,
  )

  it('A14 says so when the port is taken', async () => {
    const { rpcUrl } = await start()
    await expect(startDevnet({ port: Number(new URL(rpcUrl).port) })).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
  }, 120_000)
})
