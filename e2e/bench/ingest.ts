import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareChecks, nodeChecks } from './bareChecks.ts'
import { members } from './dao/members.ts'
import { openFileStore, openMemberReplica } from './dao/openMemberReplica.ts'
import { entriesOf, writeDiscussion } from './dao/writeComments.ts'
import { atLeast, type BenchRow, median } from './row.ts'

const count = 10_000
const rounds = 5

/** Entries per second: by the CPU time of this process with all its threads, and by the clock on the wall. */
type Rate = { readonly core: number; readonly wall: number }

const rateOf = async (n: number, run: () => void | Promise<void>): Promise<Rate> => {
  const cpu = process.cpuUsage()
  const start = process.hrtime.bigint()
  await run()
  const wall = Number(process.hrtime.bigint() - start)
  const { user, system } = process.cpuUsage(cpu)
  return { core: (n * 1e6) / (user + system), wall: (n * 1e9) / wall }
}

const ingestRate = async (entries: readonly Uint8Array[], path: string): Promise<Rate> => {
  const [, member] = members
  if (member === undefined) throw new Error('twelve members')
  const store = openFileStore(path)
  const reader = await openMemberReplica({ member, store })
  const rate = await rateOf(entries.length, async () => {
    const report = await reader.ingest(entries)
    if (report.stored.length !== entries.length) throw new Error('the ingest lost entries')
  })
  const accepted = reader.audit().filter(({ status }) => status === 'accepted').length
  if (accepted !== entries.length) throw new Error(`only ${accepted} entries were accepted`)
  await reader.close()
  store.close()
  return rate
}

const row = (name: string, measure: keyof Rate, ours: readonly Rate[], bare: readonly Rate[]): BenchRow =>
  atLeast(name, 'entries/s', median(ours.map((rate) => rate[measure])), median(bare.map((rate) => rate[measure])), 0.6)

/**
 * Takes in a discussion of twelve members from one peer, as a member node does: decode, verify, store durably in SQLite, decrypt, judge by the
 * rules of the DAO and fold. Compared with the bare check of the same signatures in the same run: by the runtime's own Ed25519, per second of one
 * core and per second on the clock, which also counts waiting for the disk and for other processes; and by libsodium, which the node itself uses.
 */
export const benchIngest = async (): Promise<readonly BenchRow[]> => {
  const home = mkdtempSync(join(tmpdir(), 'daomesh-ingest-'))
  try {
    const entries = entriesOf(await writeDiscussion(count))
    const check = bareChecks(entries)
    const checkAsNode = nodeChecks(entries)
    check()
    await checkAsNode()
    await ingestRate(entries, join(home, 'warm.db'))
    const bare: Rate[] = []
    const own: Rate[] = []
    const ours: Rate[] = []
    for (let round = 0; round < rounds; round++) {
      bare.push(await rateOf(count, check))
      own.push(await rateOf(count, checkAsNode))
      ours.push(await ingestRate(entries, join(home, `${round}.db`)))
    }
    return [
      row('durable ingest against bare Ed25519 checks by the runtime, one core', 'core', ours, bare),
      row('durable ingest against bare Ed25519 checks by the runtime, on the clock', 'wall', ours, bare),
      row('durable ingest against bare checks by the faster library it uses, one core', 'core', ours, own),
    ]
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
