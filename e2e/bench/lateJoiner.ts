import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchBacklog } from './dao/fetchBacklog.ts'
import { members } from './dao/members.ts'
import { atMost, type BenchRow, median } from './row.ts'
import { bareBacklog } from './transfer/bareBacklog.ts'

const count = 10_000
/** The first only warms the code. */
const rounds = 4

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
    for (const [round, member] of members.slice(1, 1 + rounds).entries()) {
      const { milliseconds, entries } = await fetchBacklog({ member, address, path: join(home, `join-${round}.db`), count })
      const bare = await bareBacklog(entries, join(home, `bare-${round}.db`))
      if (round === 0) continue
      ours.push(milliseconds)
      peer.push(bare.transfer + bare.verify + bare.persist)
    }
    return [atMost('late joiner fetching 10 000 entries from one peer', 'ms', median(ours), median(peer), 1.5)]
  } finally {
    child.disconnect()
    rmSync(home, { recursive: true, force: true })
  }
}
