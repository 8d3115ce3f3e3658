import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { nativeVerifier, verifyThreads } from '@daomesh/log/native'
import { socketBytes } from '../socketBytes.ts'
import { fetchBacklog } from '../../dao/fetchBacklog.ts'
import { members } from '../../dao/members.ts'
import { type BareBacklog, bareBacklog } from '../../transfer/bareBacklog.ts'
import { backlogSize } from '../backlog.ts'
import type { Joined } from '../messages.ts'

/** Each round is a late peer of its own, beside the bare work on the same bytes. */
export type OurRound = Joined & { readonly ownBytes: number; readonly bare: BareBacklog }

const rounds = 2
/** A late peer. Arguments: address, nothing, a folder. The first round runs code that never ran before in this thread, as in a fresh process; the second does not. */
const [, , address = '', , home = ''] = process.argv
mkdirSync(home, { recursive: true })
/** As a member node has them when its start is over: up, and waiting. */
const threads = verifyThreads({ count: 2 })
threads.start()
for (const end = performance.now() + 20_000; threads.ready() < 2 && performance.now() < end;)
  await new Promise((resolve) => setTimeout(resolve, 10))
const verifier = nativeVerifier({ threads })
const measured: OurRound[] = []
for (const [round, member] of members.slice(1, 1 + rounds).entries()) {
  const before = socketBytes()
  const { milliseconds, entries } = await fetchBacklog({
    member,
    address,
    path: join(home, `join-${round}.db`),
    count: backlogSize,
    verifier,
  })
  const wireBytes = socketBytes() - before
  const ownBytes = entries.reduce((sum, one) => sum + one.length, 0)
  const bare = await bareBacklog(entries, join(home, `bare-${round}.db`))
  measured.push({ milliseconds, wireBytes, entries: entries.length, ownBytes, bare })
}
process.send?.(measured)
