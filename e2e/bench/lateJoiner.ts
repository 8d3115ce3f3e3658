import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSync } from '@daomesh/network'
import { createLibp2pNetwork } from '@daomesh/network/libp2p'
import { systemClock, systemRandom } from '@daomesh/peer'
import { decodeEntry, limits } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { bareChecks } from './bareChecks.ts'
import { members } from './dao/members.ts'
import { openFileStore, openMemberReplica } from './dao/openMemberReplica.ts'
import { entriesOf } from './dao/writeComments.ts'
import { atMost, type BenchRow, median } from './row.ts'
import { benchTransfer } from './transfer/transfer.ts'

const count = 10_000
/** The first only warms the code. */
const rounds = 4

type Fetched = { readonly milliseconds: number; readonly entries: readonly Uint8Array[] }

/** An empty replica on SQLite fetches everything from one peer in another process. The clock runs from the dial to the last durable entry. */
const fetchAll = async (address: string, home: string, round: number): Promise<Fetched> => {
  const member = members[1 + round]
  if (member === undefined) throw new Error('twelve members')
  const store = openFileStore(join(home, `join-${round}.db`))
  const replica = await openMemberReplica({ member, store })
  const network = await createLibp2pNetwork({
    deviceKey: member.device,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    clock: systemClock,
  })
  await network.start()
  const sync = createSync({
    network,
    clock: systemClock,
    random: systemRandom,
    spaces: () => [replica],
    admission: { prove: () => new Uint8Array(1), admit: () => 'admit' },
  })
  let stored = 0
  replica.subscribe((event) => void (stored += event.stored.length))
  const began = performance.now()
  const peer = await network.dial(address)
  for (let tries = 0; stored < count && tries < 20; tries++) await sync.syncNow(peer)
  const milliseconds = performance.now() - began
  const entries = entriesOf(replica)
  const accepted = replica.audit().filter(({ status }) => status === 'accepted').length
  await sync.stop()
  await network.stop()
  await replica.close()
  store.close()
  if (accepted !== count) throw new Error(`only ${accepted} of ${count} entries arrived`)
  return { milliseconds, entries }
}

/** What nobody can do without: check every signature, then write the bytes durably in the same batches. */
const verifyAndPersist = (entries: readonly Uint8Array[], path: string): number => {
  const items = entries.map(decodeEntry)
  const check = bareChecks(entries)
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE entries (id TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID')
  const insert = database.prepare('INSERT INTO entries VALUES (?, ?)')
  const began = performance.now()
  check()
  for (let at = 0; at < entries.length; at += limits.batchEntries)
    database.transaction(() => {
      for (let i = at; i < Math.min(entries.length, at + limits.batchEntries); i++) insert.run(items[i]?.id, entries[i])
    })()
  const milliseconds = performance.now() - began
  database.close()
  return milliseconds
}

/** A late joiner fetching 10 000 entries of twelve members, against bare libp2p transfer + signature checks + durable writes of the same bytes in the same run. */
export const benchLateJoiner = async (): Promise<readonly BenchRow[]> => {
  const home = mkdtempSync(join(tmpdir(), 'daomesh-late-'))
  const child = fork(fileURLToPath(new URL('./lateJoinerChild.ts', import.meta.url)), [String(count), join(home, 'full.db')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  try {
    const [{ address }] = (await once(child, 'message')) as [{ address: string }]
    const ours: number[] = []
    const peer: number[] = []
    for (let round = 0; round < rounds; round++) {
      const { milliseconds, entries } = await fetchAll(address, home, round)
      const bytes = entries.reduce((sum, one) => sum + one.length, 0)
      const bare = (await benchTransfer(bytes)).milliseconds + verifyAndPersist(entries, join(home, `bare-${round}.db`))
      if (round === 0) continue
      ours.push(milliseconds)
      peer.push(bare)
    }
    return [atMost('late joiner fetching 10 000 entries from one peer', 'ms', median(ours), median(peer), 1.5)]
  } finally {
    child.disconnect()
    rmSync(home, { recursive: true, force: true })
  }
}
