import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EntryId } from '@daomesh/protocol'
import { afterAll, expect, it } from 'vitest'
import { peer, seededRandom, statusOf } from '../fixtures/world.ts'
import { sqliteStore } from './index.ts'
import { createWriteBehind } from './writeBehind.ts'

const home = mkdtempSync(join(tmpdir(), 'log-flush-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const child = fileURLToPath(new URL('../fixtures/flushSome.ts', import.meta.url))
/** Linux with strace: nothing else sees what a process flushes, or makes a flush fail. */
const canTrace = spawnSync('strace', ['-qq', '-o', '/dev/null', '-e', 'trace=fsync', 'true']).status === 0

/** What the child did, in order: its own words, `flush` for each, and `open` for each time that the log of writes is opened. */
const run = (path: string, ...more: readonly string[]): readonly string[] => {
  const trace = `${path}.trace`
  spawnSync('strace', ['-f', '-qq', '-s', '200', '-o', trace, '-e', 'trace=fsync,write,openat', ...more, process.execPath, child, path])
  return readFileSync(trace, 'utf8')
    .split('\n')
    .flatMap((line) =>
      line.includes(' fsync(')
        ? ['flush']
        : /openat\(.*-wal"/.test(line)
          ? ['open']
          : (/write\(1, "(?:wrote|took|refused|held|safe|many|behind)[^"\\]*/.exec(line) ?? []),
    )
    .map((text) => text.replace('write(1, "', ''))
}
const idsIn = (lines: readonly string[], verb: string): readonly EntryId[] =>
  lines.flatMap((line) => (line.startsWith(`${verb} `) ? line.slice(verb.length + 1).split(',') : [])) as EntryId[]
const kinds = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => (line === 'open' ? [] : [line.split(' ')[0] ?? '']))

it.runIf(canTrace)(
  'L1 what is not claimed is stored without a flush, and the next durable write flushes before it is acknowledged',
  async () => {
    const path = join(home, 'order.db')
    const lines = run(path)
    const done = kinds(lines)
    const [first, second] = [done.indexOf('wrote'), done.indexOf('wrote', done.indexOf('wrote') + 1)]
    expect(done.slice(first + 1, second)).toEqual([...Array.from({ length: 7 }, () => 'took'), 'flush'])
    const ann = await peer('ann', { store: sqliteStore({ path, random: seededRandom('again') }) })
    for (const id of [...idsIn(lines, 'took'), ...idsIn(lines, 'wrote')]) expect([id, statusOf(ann, id)]).toEqual([id, 'accepted'])
  },
)

it.runIf(canTrace)('L1 a durable step that writes nothing flushes what was stored before it', () => {
  const lines = run(join(home, 'nothing.db'))
  // K2: through a file that was open when that was written, since the system tells nobody else of a write that failed.
  expect(lines.slice(lines.indexOf('held'), lines.indexOf('many'))).toEqual(['held', 'flush', 'safe'])
  expect(
    lines.slice(
      lines.findIndex((line) => line.startsWith('wrote')),
      lines.indexOf('held'),
    ),
  ).toContain('open')
})

it.runIf(canTrace)('L1 much that nobody claims is flushed beside the work, and the next durable write all the same', () => {
  const done = kinds(run(join(home, 'behind.db')))
  expect(done.slice(done.indexOf('many'))).toEqual(['many', 'flush', 'behind', 'flush', 'wrote'])
})

it.runIf(process.platform === 'linux')(
  'K2 a failure of a flush beside the work is told of: what it failed to write is carried into the file (L1)',
  async () => {
    const failed = await new Promise((resolve) => {
      // A device that takes everything and can flush nothing.
      createWriteBehind('/dev/null', () => resolve(true)).wrote(2 * 1024 * 1024)
    })
    expect(failed).toBe(true)
  },
)

it.runIf(canTrace)('K2 after a flush that failed, nothing is acknowledged before all earlier writes are in the file itself', async () => {
  const done = kinds(run(join(home, 'count.db')))
  const failing = done.slice(0, done.lastIndexOf('took')).filter((kind) => kind === 'flush').length + 1
  const path = join(home, 'failing.db')
  const lines = run(path, '-e', `inject=fsync:error=EIO:when=${failing}`)
  expect(kinds(lines).filter((kind) => kind === 'wrote' || kind === 'refused')).toEqual(['wrote', 'refused', 'wrote', 'wrote'])
  expect(lines.find((line) => line.startsWith('refused'))).toBe('refused STORAGE_FAILED')
  // The system may have let go of what it failed to flush: a copy without the log of writes has it all the same.
  const bare = join(home, 'bare.db')
  copyFileSync(path, bare)
  const ann = await peer('ann', { store: sqliteStore({ path: bare, random: seededRandom('bare') }) })
  for (const id of idsIn(lines, 'took')) expect([id, statusOf(ann, id)]).toEqual([id, 'accepted'])
  const whole = await peer('ann', { store: sqliteStore({ path, random: seededRandom('whole') }) })
  for (const id of idsIn(lines, 'wrote')) expect([id, statusOf(whole, id)]).toEqual([id, 'accepted'])
})
