import { fork } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSync } from '@daomesh/network'
import { createLibp2pNetwork } from '@daomesh/network/libp2p'
import { decodeEntry, limits, signedBytes } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { benchTransfer } from '@daomesh/network/bench'
import { clock, deviceOf, openBenchReplica, openBenchStore, random } from './backlog.ts'
import { atMost, type BenchRow, median } from './row.ts'

const count = 10_000
const rounds = 3

type Fetched = { readonly milliseconds: number; readonly entries: readonly Uint8Array[] }

/** An empty replica on SQLite fetches everything from one peer in another process. The clock runs from the dial to the last durable entry. */
const fetchAll = async (address: string, home: string, round: number): Promise<Fetched> => {
  const store = openBenchStore(join(home, `join-${round}.db`))
  const name = `late-${round}`
  const replica = await openBenchReplica(name, store)
  const network = await createLibp2pNetwork({ deviceKey: deviceOf(name), listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, clock })
  await network.start()
  const sync = createSync({
    network,
    clock,
    random,
    spaces: () => [replica],
    admission: { prove: () => new Uint8Array(1), admit: () => 'admit' },
  })
  const began = performance.now()
  const peer = await network.dial(address)
  for (let tries = 0; replica.audit().length < count && tries < 20; tries++) await sync.syncNow(peer)
  const milliseconds = performance.now() - began
  const entries: Uint8Array[] = []
  for (const head of replica.heads('governance'))
    for (let next: number | null = 0; next !== null;) {
      const page: ReturnType<typeof replica.range> = replica.range(head.log, next, limits.frameBytes)
      entries.push(...page.entries)
      next = page.next
    }
  await sync.stop()
  await network.stop()
  await replica.close()
  store.close()
  if (entries.length !== count) throw new Error(`only ${entries.length} of ${count} entries arrived`)
  return { milliseconds, entries }
}

/** What nobody can do without: check every signature, then write the bytes durably in the same batches. */
const verifyAndPersist = (entries: readonly Uint8Array[], path: string): number => {
  const items = entries.map(decodeEntry)
  const x = Buffer.from(items[0]?.header.device ?? '', 'hex').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  const messages = items.map(({ headerBytes, signature }) => ({ message: signedBytes(headerBytes), signature }))
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE entries (id TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID')
  const insert = database.prepare('INSERT INTO entries VALUES (?, ?)')
  const began = performance.now()
  for (const { message, signature } of messages)
    if (!verify(null, message, key, signature)) throw new Error('a signature of our own is bad')
  for (let at = 0; at < entries.length; at += limits.batchEntries)
    database.transaction(() => {
      for (let i = at; i < Math.min(entries.length, at + limits.batchEntries); i++) insert.run(items[i]?.id, entries[i])
    })()
  const milliseconds = performance.now() - began
  database.close()
  return milliseconds
}

/** A late joiner fetching 10 000 entries, against bare libp2p transfer + signature checks + durable writes of the same bytes in the same run. */
export const benchLateJoiner = async (): Promise<readonly BenchRow[]> => {
  const home = mkdtempSync(join(tmpdir(), 'daomesh-late-'))
  const child = fork(fileURLToPath(new URL('./lateJoinerChild.ts', import.meta.url)), [String(count)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  try {
    const [{ address }] = (await once(child, 'message')) as [{ address: string }]
    const ours: number[] = []
    const peer: number[] = []
    for (let round = 0; round < rounds; round++) {
      const { milliseconds, entries } = await fetchAll(address, home, round)
      const bytes = entries.reduce((sum, one) => sum + one.length, 0)
      ours.push(milliseconds)
      peer.push((await benchTransfer(bytes)).milliseconds + verifyAndPersist(entries, join(home, `bare-${round}.db`)))
    }
    return [atMost('late joiner fetching 10 000 entries from one peer', 'ms', median(ours), median(peer), 1.5)]
  } finally {
    child.disconnect()
    rmSync(home, { recursive: true, force: true })
  }
}
