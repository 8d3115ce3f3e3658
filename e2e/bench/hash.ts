import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Replica } from '@daomesh/log'
import { members } from './dao/members.ts'
import { openFileStore, openMemberReplica } from './dao/openMemberReplica.ts'
import { openLog, writeComment, writeComments } from './dao/writeComments.ts'
import { atMost, type BenchRow, median } from './row.ts'

const count = 100_000
const rounds = 25
const most = 5

/** Milliseconds until the roots and the hash that two peers compare are known, after one new entry each time. */
const checkAfterOne = async (replica: Replica): Promise<number> => {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    await writeComment(replica, `one more: ${round}`)
    const before = performance.now()
    const { root } = replica.roots()
    const hash = replica.stateHash({ count: 0, eventRoot: '00'.repeat(32) })
    times.push(performance.now() - before)
    if (root === '' || hash === null) throw new Error('nothing to compare')
  }
  return median(times)
}

/** What comparing 100 000 entries with a peer costs after one more: by the replica that wrote them, and by one that was started on them. */
export const benchHash = async (): Promise<readonly BenchRow[]> => {
  const home = mkdtempSync(join(tmpdir(), 'daomesh-hash-'))
  try {
    const [member] = members
    if (member === undefined) throw new Error('twelve members')
    const path = join(home, 'hash.db')
    const store = openFileStore(path)
    // One after the other, as nobody writes: each of the many would wait until its turn.
    const writer = await openMemberReplica({ member, store, gathersWrites: false })
    await openLog(writer, member)
    await writeComments(writer, count)
    writer.stateRoot()
    const running = await checkAfterOne(writer)
    await writer.close()
    store.close()
    const again = openFileStore(path)
    const started = await openMemberReplica({ member, store: again })
    await openLog(started, member)
    const afterStart = await checkAfterOne(started)
    if (started.count() < count) throw new Error(`only ${started.count()} entries`)
    await started.close()
    again.close()
    return [
      atMost('state hash of 100 000 entries after one new entry, against 5 ms', 'ms', running, most, 1),
      atMost('the same after a start', 'ms', afterStart, most, 1),
    ]
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
