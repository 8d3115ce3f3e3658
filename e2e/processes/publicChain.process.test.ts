import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Devnet, setBalance, startDevnet } from '@daomesh/chain/devnet'
import { address } from '@daomesh/protocol'
import { createTestClient, http, publicActions } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../scene/until.ts'
import { attempt, daomesh, password, type PeerProcess, startPeer, temporaryFolder } from './peerProcess.ts'

// What differs where a chain is no sandbox: blocks that come by themselves and are final later, fees, contracts that somebody put there, and a person who confirms.

const deployScript = fileURLToPath(new URL('../../contracts/scripts/deploy.ts', import.meta.url))
const folder = temporaryFolder()
const names = ['ana', 'ben'] as const
type Name = (typeof names)[number]
const homeOf = (name: Name): string => join(folder.path, name)
const ask = <T>(name: Name, ...words: readonly string[]): Promise<T> => daomesh<T>(homeOf(name), ...words)
const each = <T>(act: (name: Name) => Promise<T>): Promise<T[]> => Promise.all(names.map(act))

let devnet: Devnet
const peers = new Map<Name, PeerProcess>()
const accounts = new Map<Name, string>()
const over = new AbortController()
const hands: Promise<void>[] = []
/** What each was asked to confirm. */
const confirmed: string[] = []

/** Somebody who reads what the signing page shows, and confirms it. */
const confirmAll = async (signerPage: string): Promise<void> => {
  const page = new URL(signerPage)
  const headers = { authorization: `Bearer ${page.hash.replace('#token=', '')}`, 'content-type': 'application/json' }
  const act = async (name: string, body: object): Promise<unknown> =>
    (await fetch(new URL(`/api/${name}`, page), { method: 'POST', headers, body: JSON.stringify(body) })).json()
  while (!over.signal.aborted) {
    const { pending } = (await act('view', {})) as { pending: readonly { id: number; title: string; chainId: string }[] }
    for (const { id, title, chainId } of pending) {
      confirmed.push(`${chainId} ${title}`)
      await act('approve', { id })
    }
    await pause(200)
  }
}

const blocksBefore = 30

beforeAll(async () => {
  devnet = await startDevnet({ chainId: 100, blockTime: 1, epochBlocks: 2 })
  const { rpcUrl, accounts: rich } = devnet
  await createTestClient({ mode: 'anvil', transport: http(rpcUrl) }).mine({ blocks: blocksBefore })
  const keyFile = join(folder.path, 'key')
  writeFileSync(keyFile, rich[0]?.privateKey ?? '')
  await promisify(execFile)(process.execPath, [deployScript, '--rpc', rpcUrl, '--key-file', keyFile, '--send'])
  const passwordFile = join(folder.path, 'password')
  writeFileSync(passwordFile, `${password}\n`)
  await each(async (name) => {
    const words = ['identity', 'create', '--password-file', passwordFile, '--phrase-file', join(folder.path, `${name}.phrase`)]
    accounts.set(name, (await ask<{ account: string }>(name, ...words)).account)
    await setBalance({ rpcUrl, account: address.parse(accounts.get(name)), wei: 10n ** 19n })
    const peer = await startPeer(homeOf(name), ['--rpc', rpcUrl, '--password-file', passwordFile])
    peers.set(name, peer)
    hands.push(confirmAll(peer.signerPage ?? ''))
  })
}, 240_000)

afterAll(async () => {
  over.abort()
  await Promise.allSettled(hands)
  await Promise.all([...peers.values()].map((peer) => peer.stop()))
  await devnet.stop()
  folder.remove()
}, 60_000)

type Lobby = {
  readonly invite: string | null
  readonly members: readonly unknown[]
  readonly proposal: { readonly genesisHash: string } | null
}
type Dao = { readonly deployed: string; readonly treasury: string | null }
type Proposal = { readonly state: string; readonly tally: { readonly decisive: boolean } }
const dao = async (name: Name): Promise<Dao | undefined> => (await ask<Dao[]>(name, 'dao', 'list'))[0]

test('C3 A1 A81 S3.7 Q2 M371: two found a DAO on a chain that is no sandbox, fund it and pay; each signature confirmed by hand, and final when the chain says so', async () => {
  const chain = await ask<{ name: string; coin: string; sandbox: boolean; chainId: string }>('ana', 'chain', 'status')
  expect(chain).toMatchObject({ name: 'Gnosis', coin: 'xDAI', sandbox: false, chainId: '100' })
  expect((await attempt(homeOf('ana'), ['chain', 'faucet'])).code).not.toBe(0)

  const lobby = await ask<Lobby>('ana', 'lobby', 'create', 'Orchard', '--as', 'Ana')
  const [at] = await ask<string[]>('ana', 'peer', 'addresses')
  await ask('ben', 'peer', 'dial', at ?? '')
  await ask('ben', 'lobby', 'join', lobby.invite ?? '', '--as', 'Ben')
  const show = (name: Name): Promise<Lobby> => ask<Lobby>(name, 'lobby', 'show', 'Orchard')
  await until('both are in the lobby', async () => (await show('ana')).members.length === names.length, 60_000)
  const rules = ['--quorum', '50%', '--threshold', '50%', '--voting', '1h', '--grace', '0s', '--challenge', '0s']
  const genesis = (await ask<Lobby>('ana', 'lobby', 'propose', 'Orchard', '--equal', '100', ...rules)).proposal?.genesisHash ?? ''
  await until('Ben sees the founding', async () => (await show('ben')).proposal?.genesisHash === genesis, 60_000)
  await ask('ben', 'lobby', 'cosign', 'Orchard', '--genesis', genesis)
  await each((name) => until(`${name} has the DAO`, () => dao(name), 60_000))

  await ask('ben', 'dao', 'deploy', 'Orchard')
  await each((name) => until(`${name} sees it final`, async () => (await dao(name))?.deployed === 'final', 120_000))
  await ask('ana', 'dao', 'deposit', 'Orchard', '2eth')
  await until('the treasury', async () => (await dao('ben'))?.treasury === '2000000000000000000', 120_000)

  await ask('ana', 'draft', 'open', 'Orchard', 'A press')
  await ask('ana', 'draft', 'append', 'Orchard', 'A press', 'We buy the press.')
  const payee = '0x00000000000000000000000000000000000a11ce'
  const submit = ['proposal', 'submit', 'Orchard', '--draft', 'A press', '--pay', `${payee}=0.5eth`]
  const { decision } = await ask<{ decision: string }>('ana', ...submit)
  const read = (name: Name): Promise<Proposal> => ask<Proposal>(name, 'proposal', 'show', 'Orchard', decision)
  for (const name of names) {
    await until(
      `${name} has the proposal`,
      async () => (await attempt(homeOf(name), ['proposal', 'show', 'Orchard', decision])).code === 0,
      60_000,
    )
    await ask(name, 'ballot', 'cast', 'Orchard', `${decision}=for`)
  }
  await until('Ben holds both ballots', async () => (await read('ben')).tally.decisive, 60_000)
  await ask('ben', 'proposal', 'enact', 'Orchard', decision)
  // Blocks are final sooner than they are looked for.
  await each((name) => until(`${name} sees it enacted`, async () => ['enacted', 'final'].includes((await read(name)).state), 120_000))
  expect((await ask<{ wei: string }>('ana', 'chain', 'balance', payee)).wei).toBe('500000000000000000')

  // Nothing was signed for another chain, nor without being shown; Ben paid fees for two transactions, Ana for one and what she gave.
  expect(confirmed.every((words) => words.startsWith('100 '))).toBe(true)
  const reader = createTestClient({ mode: 'anvil', transport: http(devnet.rpcUrl) }).extend(publicActions)
  const nonces = await Promise.all(names.map((name) => reader.getTransactionCount({ address: address.parse(accounts.get(name)) })))
  expect(nonces).toEqual([1, 2])
}, 400_000)
