import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EntryId, SpaceId } from '@daomesh/protocol'
import type { SceneMember } from '../../scene/startMember.ts'
import { requestId, until } from '../../scene/until.ts'
import { atMost, type BenchRow, median } from '../row.ts'
import { bareFetch } from './bareFetch.ts'
import { startTwoNodes } from './twoNodes.ts'

const chunks = 400
const size = chunks * 256 * 1024
const runs = 3
const pieceBytes = 1024 * 1024
/** What a node that fetches may take beyond what it had: the chunks under way, unread frames and what the collector has not come to. */
const growthMiB = 128

/** Most memory that the process ever had, MiB. */
const peakOf = ({ pid }: SceneMember): number => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

const share = async ({ api }: SceneMember, space: SpaceId, name: string): Promise<EntryId> => {
  const upload = requestId()
  const piece = randomBytes(pieceBytes)
  await api.files.upload({ space, upload, size })
  for (let at = 0; at < size;) {
    piece.writeUInt32BE(at)
    ;({ at } = await api.files.write({ space, upload, at, content: piece.toString('base64') }))
  }
  return (await api.files.add({ requestId: upload, space, upload, name, type: '', about: null })).entry
}

/** From asking for the file to its being whole and flushed on the other's disk, milliseconds. */
const fetch = async ({ api }: SceneMember, space: SpaceId, file: EntryId): Promise<number> => {
  const done = new AbortController()
  const started = performance.now()
  await api.files.fetch({ requestId: requestId(), space, file })
  for await (const { topics } of await api.node.changes({ cursor: null }, { signal: done.signal })) {
    if (!topics.some((topic) => topic === '*' || topic === `files:${space}`)) continue
    if ((await api.files.get({ space, file })).state !== 'whole') continue
    done.abort()
    return performance.now() - started
  }
  throw new Error('the node ended')
}

/** All of it opened and read through the API, milliseconds. */
const read = async ({ api }: SceneMember, space: SpaceId, file: EntryId): Promise<number> => {
  const started = performance.now()
  for (let at: number | null = 0; at !== null;) {
    const piece: { readonly next: number | null } = await api.files.read({ space, file, at })
    at = piece.next
  }
  return performance.now() - started
}

/** A file of 100 MiB between two member nodes over loopback, against the least it can cost. */
export const benchFiles = async (): Promise<readonly BenchRow[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'daomesh-bench-files-'))
  try {
    const { ana, ben, space, stop } = await startTwoNodes(folder)
    try {
      const figures: { readonly bare: number; readonly fetched: number; readonly opened: number }[] = []
      const before = [peakOf(ana), peakOf(ben)] as const
      for (let run = 0; run < runs; run++) {
        const file = await share(ana, space, `run ${run}.bin`)
        await until('the record', async () => (await ben.api.files.list({ space })).some(({ entry }) => entry === file))
        // In turns, so that what else the machine does meets both.
        const bare = await bareFetch(chunks, join(folder, 'bare'))
        const fetched = await fetch(ben, space, file)
        const opened = await read(ben, space, file)
        figures.push({ bare, fetched, opened })
      }
      const growth = [peakOf(ana) - before[0], peakOf(ben) - before[1]] as const
      const of = (name: 'bare' | 'fetched' | 'opened'): number => median(figures.map((figure) => figure[name]))
      return [
        atMost('file of 100 MiB fetched, against transfer + hash + decrypt + write', 'ms', of('fetched'), of('bare'), 1.5),
        atMost('the same, then opened and read through the API', 'ms', of('fetched') + of('opened'), of('bare'), 3),
        atMost('memory growth of the node that fetches three, against its bound', 'MiB', growth[1], growthMiB, 1),
        atMost('memory growth of the node that gives and takes uploads, against its bound', 'MiB', growth[0], growthMiB, 1),
      ]
    } finally {
      await stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
