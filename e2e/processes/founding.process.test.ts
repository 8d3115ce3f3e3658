import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deployFactory, type Devnet, startDevnet } from '@daomesh/chain/devnet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../scene/until.ts'
import { attempt, daomesh, password, type PeerProcess, startPeer, temporaryFolder } from './peerProcess.ts'
import { rawStatus } from './rawStatus.ts'

const folder = temporaryFolder()
const names = ['ana', 'ben', 'cleo', 'dora'] as const
type Name = (typeof names)[number]
const homeOf = (name: Name): string => join(folder.path, name)
const ask = <T>(name: Name, ...words: readonly string[]): Promise<T> => daomesh<T>(homeOf(name), ...words)
const each = <T>(act: (name: Name) => Promise<T>): Promise<T[]> => Promise.all(names.map(act))

type Lobby = {
  readonly space: string
  readonly invite: string | null
  readonly members: readonly { readonly account: string }[]
  readonly proposal: { readonly genesisHash: string; readonly missing: readonly string[]; readonly signed: readonly string[] } | null
  readonly dao: string | null
}
type Dao = { readonly space: string; readonly dao: string; readonly deployed: string; readonly treasury: string | null }
type Hash = {
  readonly stateHash: string | null
  readonly setRoot: string
  readonly cut: { readonly count: number; readonly eventRoot: string }
}
type Proposal = {
  readonly state: string
  readonly ballotRows: readonly unknown[]
  readonly tally: { readonly enactable: boolean; readonly decisive: boolean }
}

let devnet: Devnet
const peers = new Map<Name, PeerProcess>()
const accounts = new Map<Name, string>()

beforeAll(async () => {
  devnet = await startDevnet()
  const [rich] = devnet.accounts
  if (rich === undefined) throw new Error('a sandbox chain without accounts')
  await deployFactory({ rpcUrl: devnet.rpcUrl, account: rich })
  const passwordFile = join(folder.path, 'password')
  writeFileSync(passwordFile, `${password}\n`)
  await each(async (name) => {
    const words = ['identity', 'create', '--password-file', passwordFile, '--phrase-file', join(folder.path, `${name}.phrase`)]
    accounts.set(name, (await ask<{ account: string }>(name, ...words)).account)
    peers.set(name, await startPeer(homeOf(name), ['--rpc', devnet.rpcUrl, '--approve', 'sandbox', '--password-file', passwordFile]))
  })
}, 240_000)

afterAll(async () => {
  await Promise.all([...peers.values()].map((peer) => peer.stop()))
  await devnet.stop()
  folder.remove()
})

const dao = async (name: Name): Promise<Dao | undefined> => (await ask<Dao[]>(name, 'dao', 'list'))[0]

test('four members found a DAO, pay in, decide while one is away, and hold the same state; by command line only', async () => {
  await each((name) => ask(name, 'chain', 'faucet'))
  const lobby = await ask<Lobby>('ana', 'lobby', 'create', 'Orchard', '--as', 'Ana')
  const [address] = await ask<string[]>('ana', 'peer', 'addresses')
  if (address === undefined || lobby.invite === null) throw new Error('no address or invite')
  const invite = lobby.invite
  for (const name of ['ben', 'cleo', 'dora'] as const) {
    await ask(name, 'peer', 'dial', address)
    await ask(name, 'lobby', 'join', `Come in: ${invite} see you`, '--as', name)
  }
  await until(
    'everybody is in the lobby',
    async () => (await ask<Lobby>('ana', 'lobby', 'show', 'Orchard')).members.length === names.length,
    60_000,
  )

  const rules = ['--quorum', '50%', '--threshold', '50%', '--voting', '1h', '--grace', '0s', '--challenge', '0s']
  const proposed = await ask<Lobby>('ana', 'lobby', 'propose', 'Orchard', '--equal', '100', ...rules)
  const genesis = proposed.proposal?.genesisHash ?? ''
  await each(async (name) => {
    const seen = await until(
      `${name} sees the founding`,
      async () => {
        const { proposal } = await ask<Lobby>(name, 'lobby', 'show', 'Orchard')
        return proposal?.genesisHash === genesis ? proposal : null
      },
      90_000,
    )
    if (seen.missing.includes(accounts.get(name) ?? '')) await ask(name, 'lobby', 'cosign', 'Orchard', '--genesis', genesis)
  })
  const spaces = await each((name) => until(`${name} has the DAO`, () => dao(name), 90_000))
  expect(new Set(spaces.map(({ dao: account, space }) => `${account} ${space}`)).size).toBe(1)

  await ask('ben', 'dao', 'deploy', 'Orchard')
  // One after the other: what the first waits for, the others have by then.
  for (const name of names) {
    const explain = async (): Promise<string> =>
      JSON.stringify([await dao(name), await ask(name, 'chain', 'status'), await ask('ben', 'chain', 'transactions')])
    await until(`${name} sees it on chain`, async () => (await dao(name))?.deployed === 'final', 90_000, explain)
  }
  await ask('cleo', 'dao', 'deposit', 'Orchard', '2eth')
  await until('the treasury', async () => (await dao('ana'))?.treasury === '2000000000000000000', 90_000)

  await ask('dora', 'network', 'offline', '--chain')
  await ask('ana', 'draft', 'open', 'Orchard', 'A press')
  await ask('ana', 'draft', 'append', 'Orchard', 'A press', '# A press\n\nWe buy the press before autumn.')
  const payee = '0x00000000000000000000000000000000000a11ce'
  const { decision } = await ask<{ decision: string }>(
    'ana',
    'proposal',
    'submit',
    'Orchard',
    '--draft',
    'A press',
    '--pay',
    `${payee}=0.5eth`,
  )
  for (const name of ['ana', 'ben', 'cleo'] as const) {
    const read = () => attempt(homeOf(name), ['proposal', 'show', 'Orchard', decision])
    const explain = async (): Promise<string> =>
      JSON.stringify([(await read()).stderr, await ask(name, 'space', 'list'), await ask('ana', 'space', 'list')])
    await until(`${name} has the proposal`, async () => (await read()).code === 0, 90_000, explain)
    await ask(name, 'ballot', 'cast', 'Orchard', `${decision}=for`, '--reason', 'it pays for itself')
  }
  const show = (name: Name): Promise<Proposal> => ask<Proposal>(name, 'proposal', 'show', 'Orchard', decision)
  await until('ben holds three ballots', async () => (await show('ben')).tally.decisive, 90_000)
  await ask('ben', 'proposal', 'enact', 'Orchard', decision)
  await until('it is final', async () => ['final', 'enacted'].includes((await show('ana')).state), 90_000)
  expect((await ask<{ wei: string }>('ana', 'chain', 'balance', payee)).wei).toBe('500000000000000000')

  await ask('dora', 'network', 'online')
  const hashes = await until(
    'four equal hashes',
    async () => {
      const all = await each((name) => ask<Hash>(name, 'dao', 'hash', 'Orchard'))
      return new Set(all.map(({ stateHash, setRoot, cut }) => `${stateHash} ${setRoot} ${cut.count} ${cut.eventRoot}`)).size === 1
        ? all
        : null
    },
    90_000,
  )
  expect(hashes[0]?.stateHash).toMatch(/^[0-9a-f]{64}$/)
  expect((await show('dora')).ballotRows).toHaveLength(3)
  await until('dora sees what is left', async () => (await dao('dora'))?.treasury === '1500000000000000000', 90_000)
}, 480_000)

test('W1 W2 M8 E3: neither service of a running node answers a foreign page, a rebound name or a wrong token', async () => {
  const { port, token, signerPage } = peers.get('ben') ?? {}
  const signer = new URL(signerPage ?? '')
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  }
  const protocols = (given: string) => ({ 'sec-websocket-protocol': `daomesh.api.1, daomesh.token.${given}` })
  const bearer = { authorization: `Bearer ${signer.hash.replace('#token=', '')}` }
  const api = (headers: Record<string, string>) => rawStatus(port ?? 0, 'GET', '/api', { ...upgrade, ...headers })
  const sign = (headers: Record<string, string>) => rawStatus(Number(signer.port), 'POST', '/api/view', headers)
  expect(await api(protocols(token ?? ''))).toMatchObject({ status: 101 })
  expect(await sign(bearer)).toMatchObject({ status: 200 })
  const forbidden = { status: 403, code: 'API_FORBIDDEN' }
  for (const foreign of [
    { origin: 'https://evil.example' },
    { host: 'evil.example' },
    { host: `evil.example:${port}` },
    { origin: 'null' },
  ]) {
    expect(await api({ ...protocols(token ?? ''), ...foreign })).toEqual(forbidden)
    expect(await sign({ ...bearer, ...foreign })).toEqual(forbidden)
  }
  expect(await api({})).toEqual(forbidden)
  expect(await api(protocols('guess'))).toEqual(forbidden)
  expect(await api(protocols(signer.hash.replace('#token=', '')))).toEqual(forbidden)
  expect(await sign({})).toEqual(forbidden)
  expect(await sign({ authorization: `Bearer ${token}` })).toEqual(forbidden)
  expect(await sign({ ...bearer, origin: `http://127.0.0.1:${port}` })).toEqual(forbidden)
})

test('V3 E6: a damaged or foreign invite is refused with its reason and exit code 3, and nothing is printed on stdout', async () => {
  const hostile = [
    'daomesh://join#1AAAA',
    'javascript:alert(1)',
    '\u001b[2Jdaomesh://join#3abc',
    `https://evil.example/join#1${'A'.repeat(600)}`,
  ]
  const codes: string[] = []
  for (const text of hostile) {
    const { code, stdout, stderr } = await attempt(homeOf('ana'), ['lobby', 'join', text, '--as', 'Ana'])
    expect(code).toBe(3)
    expect(stdout).toBe('')
    codes.push((JSON.parse(stderr.trim().split('\n').at(-1) ?? '{}') as { error: { code: string } }).error.code)
  }
  expect(codes).toEqual(['INVITE_MALFORMED', 'INVITE_MALFORMED', 'INVITE_VERSION', 'INVITE_MALFORMED'])
})

test('H1 K4: a second process on one home is refused with the pid of the first', async () => {
  const { code, stderr } = await attempt(homeOf('ana'), ['start', '--rpc', devnet.rpcUrl])
  expect(code).toBe(3)
  const refused = JSON.parse(stderr.trim().split('\n').at(-1) ?? '{}') as { error: { code: string; meta: { pid: number } } }
  expect(refused.error).toMatchObject({ code: 'HOME_LOCKED', meta: { pid: peers.get('ana')?.pid } })
  expect((await ask<{ signer: { state: string } }>('ana', 'status')).signer.state).toBe('ready')
})
