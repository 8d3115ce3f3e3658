import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { deployFactory, type Devnet, startDevnet } from '@daomesh/chain/devnet'
import { sqliteStore } from '@daomesh/log/sqlite'
import { parseInvite, toHex } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../scene/until.ts'
import { attempt, daomesh, password, type PeerProcess, program, startPeer, temporaryFolder } from './peerProcess.ts'

const folder = temporaryFolder()
const names = ['ana', 'ben'] as const
type Name = (typeof names)[number]
const homeOf = (name: Name): string => join(folder.path, name)
const ask = <T>(name: Name, ...words: readonly string[]): Promise<T> => daomesh<T>(homeOf(name), ...words)
const peers = new Map<Name, PeerProcess>()
let devnet: Devnet

type Line = { readonly level: string; readonly event: string; readonly time: string }

beforeAll(async () => {
  devnet = await startDevnet()
  const [rich] = devnet.accounts
  if (rich === undefined) throw new Error('no account')
  await deployFactory({ rpcUrl: devnet.rpcUrl, account: rich })
  const passwordFile = join(folder.path, 'password')
  writeFileSync(passwordFile, `${password}\n`)
  for (const name of names) {
    await ask(name, 'identity', 'create', '--password-file', passwordFile, '--phrase-file', join(folder.path, `${name}.phrase`))
    const words = ['--rpc', devnet.rpcUrl, '--approve', 'sandbox', '--password-file', passwordFile, '--log-level', 'debug', '--log-stderr']
    peers.set(name, await startPeer(homeOf(name), words))
  }
}, 240_000)

afterAll(async () => {
  await Promise.all([...peers.values()].map((peer) => peer.stop()))
  await devnet.stop()
  folder.remove()
})

/** Every spelling of bytes that a log could carry. */
const spellings = (bytes: Uint8Array): readonly string[] => {
  const buffer = Buffer.from(bytes)
  return [buffer.toString('hex'), buffer.toString('base64'), buffer.toString('base64url'), JSON.stringify([...bytes]).slice(1, -1)]
}

/** Keys of spaces as the node keeps them, read once it has ended. */
const spaceKeys = (home: string): readonly Uint8Array[] => {
  const store = sqliteStore({ path: join(home, 'daomesh.sqlite'), random: { bytes: (length) => new Uint8Array(length) } })
  try {
    return store.listMeta('key:').map(([, value]) => value)
  } finally {
    store.close()
  }
}

type Found = { readonly code: string; readonly found: string; readonly remedy: string }
type Doctor = {
  readonly blocked: boolean
  readonly findings: readonly Found[]
  readonly members: readonly { readonly name: string; readonly seen: boolean; readonly findings: readonly Found[] }[]
}
/** What `daomesh doctor` says: exit code, codes about this home, codes about each other member. */
const doctor = async (name: Name, ...words: readonly string[]) => {
  const { code, stdout, stderr } = await attempt(homeOf(name), ['doctor', ...words])
  if (stdout === '') throw new Error(stderr)
  const { findings, members } = JSON.parse(stdout) as Doctor
  const codes = (found: readonly Found[]): readonly string[] => found.map((one) => one.code)
  return { code, own: codes(findings), members: members.map((one) => [one.name, one.seen, ...codes(one.findings)]) }
}
const approving = (): readonly string[] => ['--approve', 'sandbox', '--password-file', join(folder.path, 'password')]
let invite = ''

test('V9 M50 two processes over TCP: all is well at both; then one is gone, switched off, on another chain, and doctor names exactly that', async () => {
  const lobby = await ask<{ invite: string | null; space: string }>('ana', 'lobby', 'create', 'Orchard', '--as', 'Ana')
  invite = lobby.invite ?? ''
  // Refused, wrong and foreign things are what a careless log quotes.
  await attempt(homeOf('ben'), ['lobby', 'join', `${invite.slice(0, -3)}AAA`, '--as', 'Ben'])
  await attempt(homeOf('ben'), ['peer', 'dial', '/ip4/127.0.0.1/tcp/1'])
  await ask('ben', 'lobby', 'join', invite, '--as', 'Ben')
  await attempt(homeOf('ben'), ['identity', 'unlock'], { DAOMESH_PASSWORD: `${password} wrong` })
  const rules = ['--quorum', '50%', '--threshold', '50%', '--voting', '1h', '--grace', '0s', '--challenge', '0s']
  await until(
    'both in the lobby',
    async () => (await ask<{ members: unknown[] }>('ana', 'lobby', 'show', 'Orchard')).members.length === 2,
    60_000,
  )
  const proposed = await ask<{ proposal: { genesisHash: string } }>('ana', 'lobby', 'propose', 'Orchard', '--equal', '100', ...rules)
  const genesis = proposed.proposal.genesisHash
  const sees = async () =>
    (await ask<{ proposal: { genesisHash: string } | null }>('ben', 'lobby', 'show', 'Orchard')).proposal?.genesisHash === genesis
  await until('ben sees it', sees, 60_000)
  await ask('ben', 'lobby', 'cosign', 'Orchard', '--genesis', genesis)
  await until(
    'both can write',
    async () =>
      (await Promise.all(names.map((name) => attempt(homeOf(name), ['draft', 'open', 'Orchard', 'A'])))).every(({ code }) => code === 0),
    90_000,
  )

  // Called both ways once, so that each knows where the other was.
  const addressOf = async (name: Name): Promise<string> => (await ask<string[]>(name, 'peer', 'addresses'))[0] ?? ''
  await ask('ana', 'peer', 'dial', await addressOf('ben'))
  await ask('ben', 'peer', 'dial', await addressOf('ana'))
  const well = (other: string) => ({ code: 0, own: [], members: [[other, true]] })
  await until('all is well', async () => (await doctor('ana')).code === 0 && (await doctor('ben')).code === 0, 60_000)
  expect([await doctor('ana'), await doctor('ben', '--peer', 'Ana')]).toEqual([well('Ben'), well('Ana')])
  expect((await attempt(homeOf('ana'), ['doctor', '--peer', 'Zoe'])).code).toBe(2)

  await ask('ben', 'network', 'offline')
  expect(await doctor('ben')).toEqual({ code: 3, own: ['NETWORK_OFF'], members: [['Ana', false]] })
  const isSeen = async () => (await doctor('ana')).members[0]?.[1]
  await until('ana sees that he is gone', async () => (await isSeen()) === false, 60_000)
  expect(await doctor('ana')).toEqual({ code: 3, own: [], members: [['Ben', false, 'DIAL_HUNG_UP']] })
  await ask('ben', 'network', 'online')
  await until('ben is back', async () => (await doctor('ana')).code === 0, 60_000)

  await peers.get('ben')?.stop()
  peers.delete('ben')
  await until('ana sees that he ended', async () => (await isSeen()) === false, 60_000)
  expect(await doctor('ana')).toEqual({ code: 3, own: [], members: [['Ben', false, 'DIAL_REFUSED']] })
  expect(await doctor('ben')).toEqual({ code: 0, own: ['NODE_ABSENT'], members: [] })
  const other = await startDevnet()
  try {
    const [rich] = other.accounts
    if (rich === undefined) throw new Error('no account')
    await deployFactory({ rpcUrl: other.rpcUrl, account: rich })
    const ben = await startPeer(homeOf('ben'), ['--rpc', other.rpcUrl, ...approving()])
    await until('ben has asked that chain', async () => (await doctor('ben')).own.length > 0, 60_000)
    expect(await doctor('ben')).toMatchObject({ code: 3, own: ['CHAIN_OTHER'] })
    await ben.stop()
  } finally {
    await other.stop()
  }
  const words = ['--rpc', devnet.rpcUrl, ...approving(), '--log-level', 'debug', '--log-stderr']
  peers.set('ben', await startPeer(homeOf('ben'), words))
}, 480_000)

test('O3 O1 H2 a whole run at level debug: no key, token, password, phrase or invite is in any log or on stderr', async () => {
  const secrets = new Map<string, string>([
    ['password', password],
    ['invite', invite],
    ['invite after the mark', invite.split('#')[1] ?? ''],
  ])
  const parsed = parseInvite(invite, systemClock.now())
  if (parsed.kind !== 'lobby') throw new Error('an invite to a lobby')
  const { secret } = parsed
  for (const text of spellings(secret)) secrets.set(`invite secret ${text.slice(0, 4)}`, text)
  for (const name of names) {
    const peer = peers.get(name)
    secrets.set(`${name} API token`, peer?.token ?? '')
    secrets.set(`${name} signer token`, new URL(peer?.signerPage ?? '').hash.replace('#token=', ''))
    const phrase = readFileSync(join(folder.path, `${name}.phrase`), 'utf8').trim()
    secrets.set(`${name} phrase`, phrase)
    const seed = readFileSync(join(homeOf(name), 'device.key'), 'utf8').split(' ')[0] ?? ''
    for (const text of spellings(Buffer.from(seed, 'hex'))) secrets.set(`${name} device seed ${text.slice(0, 4)}`, text)
  }
  const said = names.map((name) => peers.get(name)?.stderr() ?? '')
  await Promise.all([...peers.values()].map((peer) => peer.stop()))
  for (const name of names) {
    const keys = spaceKeys(homeOf(name))
    expect(keys.length).toBeGreaterThan(0)
    for (const [i, key] of keys.entries()) secrets.set(`${name} space key ${i}`, toHex(key.slice(-32)))
  }
  peers.clear()
  for (const [what, secret] of secrets) expect([what, secret.length > 10]).toEqual([what, true])

  for (const [i, name] of names.entries()) {
    const files = readdirSync(homeOf(name)).filter((file) => file.startsWith('daomesh.log'))
    const text = [...files.map((file) => readFileSync(join(homeOf(name), file), 'utf8')), said[i] ?? ''].join('\n')
    for (const [what, secret] of secrets) expect([name, what, text.includes(secret)]).toEqual([name, what, false])
    const events = text
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => (JSON.parse(line) as Line).event)
    expect(events).toEqual(expect.arrayContaining(['node.opened', 'node.started', 'peer.connected', 'space.opened', 'node.ending']))
  }
}, 480_000)

test('O4 logs reads what was written, by level, without a running node; whoever follows hears what comes', async () => {
  const all = await ask<Line[]>('ana', 'logs', '--level', 'debug', '--lines', '1000')
  expect(all.map(({ time }) => time)).toEqual(all.map(({ time }) => time).toSorted())
  const some = await ask<Line[]>('ana', 'logs', '--lines', '3')
  expect(some).toEqual(all.filter(({ level }) => level !== 'debug').slice(-3))
  expect((await attempt(homeOf('ana'), ['logs', '--level', 'loud'])).code).toBe(2)

  const follower = spawn(process.execPath, [program, '--home', homeOf('ana'), '--json', 'logs', '--follow', '--lines', '1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const heard: Line[] = []
  createInterface({ input: follower.stdout }).on('line', (line) => heard.push(JSON.parse(line) as Line))
  try {
    // Whoever reads what was written before follows from there on.
    await until('it follows', async () => heard.length === 1, 60_000)
    const words = ['--rpc', devnet.rpcUrl, ...approving()]
    const again = await startPeer(homeOf('ana'), words)
    peers.set('ana', again)
    await until('the start was heard', async () => heard.slice(1).some(({ event }) => event === 'node.started'), 60_000)
    // Beside the table of `start` a person meets no raw line.
    expect(again.stderr()).not.toContain('{')
  } finally {
    follower.kill('SIGTERM')
  }
}, 240_000)
