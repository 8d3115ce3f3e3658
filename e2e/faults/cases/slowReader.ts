import { randomUUID } from 'node:crypto'
import { until } from '../../scene/until.ts'
import { demand, type Fault } from '../fault.ts'
import { untilEqual } from '../stage/account.ts'
import { dial, type Running } from '../stage/connect.ts'
import type { Stage } from '../stage/openStage.ts'
import { memoryOf, pauseFor } from '../tools/measure.ts'

const textBytes = 16_000
/** Megabytes that a sender may grow by while somebody reads slowly. */
const growth = 50

/** Writes so many records of this length, some at a time. */
export const writeMany = async ({ space, decision }: Stage, node: Running, many: number, length: number, atOnce: number): Promise<void> => {
  let left = many
  const write = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const text = `${left} ${randomUUID()} ${'x'.repeat(length)}`.slice(0, Math.max(length, 44))
      await node.api.comments.post({ requestId: randomUUID(), space, about: decision, replyTo: null, text })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, write))
}

const entriesAt = async ({ api }: Running, { space }: Stage): Promise<number> => (await api.daos.hash({ space })).entries

/** Lets a process run a fifth of the time only. */
const slowDown = (pid: number): (() => void) => {
  let over = false
  const turn = async (): Promise<void> => {
    while (!over) {
      process.kill(pid, 'SIGSTOP')
      await pauseFor(0.2)
      process.kill(pid, 'SIGCONT')
      await pauseFor(0.05)
    }
  }
  // The process may be gone by then.
  turn().catch(() => undefined)
  return () => {
    over = true
  }
}

export const slowReader: Fault = {
  title:
    'N10 a slow reader of a backlog of 20 MB, killed in the middle: the sender’s memory stays bounded, and the rest is sent, not all again',
  run: async (stage, extent, tell) => {
    const many = extent === 'full' ? 1_300 : 325
    const [annHome, benHome] = [stage.copy('ann', 'slow'), stage.copy('ben', 'slow')]
    const writer = await stage.start(annHome)
    await writeMany(stage, writer, many, textBytes, 8)
    const all = await entriesAt(writer, stage)
    await writer.stop()
    const ann = await stage.start(annHome)
    // A large database is checked whole ten seconds after the start, in a thread whose memory is not what this is about.
    await pauseFor(extent === 'full' ? 16 : 2)
    const before = memoryOf(ann.pid)
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, memoryOf(ann.pid))
    }, 100)
    try {
      const ben = await stage.start(benHome)
      const had = await entriesAt(ben, stage)
      await dial(ben, ann)
      const hurry = slowDown(ben.pid)
      await until('a part of it', async () => (await entriesAt(ben, stage)) > had + many / 10, 120_000)
      hurry()
      await ben.kill()
      const again = await stage.start(benHome)
      const kept = await entriesAt(again, stage)
      demand(kept > had && kept < all, `after the kill it held ${kept} of ${all}`)
      await dial(again, ann)
      const hurryAgain = slowDown(again.pid)
      await until('all of it', async () => (await entriesAt(again, stage)) === all, 300_000)
      hurryAgain()
      await pauseFor(0.3)
      await untilEqual(stage, [ann, again])
      tell(
        `${((many * textBytes) / 1e6).toFixed(0)} MB; ${kept - had} records held at the kill; the sender grew by ${(most - before).toFixed(0)} MB`,
      )
      clearInterval(watch)
      demand(most - before <= growth, `the sender grew by ${(most - before).toFixed(0)} MB`)
      await Promise.all([ann.kill(), again.kill()])
    } finally {
      clearInterval(watch)
    }
  },
}
