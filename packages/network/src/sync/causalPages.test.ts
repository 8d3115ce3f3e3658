import type { LogId, SyncSpace } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createMemorySpace, testDevice, testLog, testSpace } from '../testing/memorySpace.ts'
import { causalPages } from './causalPages.ts'

const space = testSpace('pages')

/** Logs that answer to each other at the given depths, seq by seq. */
const world = async (
  depths: readonly (readonly number[])[],
): Promise<{ from: SyncSpace; logs: readonly LogId[]; texts: ReadonlyMap<string, string> }> => {
  const memory = createMemorySpace(space)
  const logs: LogId[] = []
  const texts = new Map<string, string>()
  for (const [n, row] of depths.entries()) {
    const log = testLog(testDevice(), space)
    for (const depth of row) {
      const bytes = log.write(`${depth}`)
      texts.set(Buffer.from(bytes).toString('hex'), `${n}@${depth}`)
      await memory.ingest([bytes])
    }
    logs.push(log.log)
  }
  const from: SyncSpace = { ...memory, depthAt: (log, seq) => depths[logs.indexOf(log)]?.[seq] ?? null }
  return { from, logs, texts }
}

const read = ({ from, logs, texts }: Awaited<ReturnType<typeof world>>, seqs: readonly number[]) =>
  [
    ...causalPages(
      from,
      logs.map((log, i) => ({ log, seq: seqs[i] ?? 0 })),
    ),
  ].flatMap(({ entries }) => [...entries].map((bytes) => texts.get(Buffer.from(bytes).toString('hex'))))

test('S10 several logs are read together, each entry after what it answers to', async () => {
  const talk = await world([
    [1, 4, 7],
    [2, 3, 8],
    [5, 6, 9],
  ])
  expect(read(talk, [0, 0, 0])).toEqual(['0@1', '1@2', '1@3', '0@4', '2@5', '2@6', '0@7', '1@8', '2@9'])
  expect(read(talk, [2, 1, 3])).toEqual(['1@3', '0@7', '1@8'])
})

test('S10 each range says where it goes on, and ends once', async () => {
  const { from, logs } = await world([[1, 2], [3]])
  const pages = [
    ...causalPages(
      from,
      logs.map((log) => ({ log, seq: 0 })),
    ),
  ]
  expect(pages.map(({ range, next }) => [range, next])).toEqual([
    [0, 1],
    [0, null],
    [1, null],
  ])
  expect([...causalPages(from, [{ log: 'ff'.repeat(32) as LogId, seq: 0 }])].map(({ entries, next }) => [[...entries], next])).toEqual([
    [[], null],
  ])
})
