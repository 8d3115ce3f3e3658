import { readRecords } from '@daomesh/node/client'
import type { EntryId } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed } from './timedWorld.ts'

beforeAll(warmUp)

/** Ada and ben with a talk of many comments. */
const talk = async (count: number) => {
  const world = await createTimedWorld(['ada', 'ben'])
  const { api, pass, until, requestId } = world
  const space = await foundTimed(world, ['ada', 'ben'])
  const { draft } = await pass(api('ada').drafts.open({ requestId: requestId(), space, title: 'A talk' }))
  await until('ben has it', async () => (await api('ben').drafts.list({ space })).length === 1)
  const say = async (name: string, text: string): Promise<EntryId> =>
    (await pass(api(name).comments.post({ requestId: requestId(), space, about: draft, replyTo: null, text }))).entry
  for (let n = 0; n < count; n++) await say(n % 2 === 0 ? 'ada' : 'ben', `word ${n}`)
  await until('both have all', async () => {
    const [one, other] = await Promise.all(['ada', 'ben'].map((name) => api(name).daos.audit({ space, limit: 1 })))
    return one?.counts.accepted === other?.counts.accepted && (one?.counts.accepted ?? 0) > count
  })
  return { world, space, say }
}

test('M490 M42 N4 an audit is read page by page while its DAO writes on: no record twice, none missed, and how many there are with every page', async () => {
  const { world, space, say } = await talk(12)
  const { api, until } = world
  const { daos } = api('ada')
  const before = await readRecords({ daos, space })
  const written: string[] = []
  const seen: string[] = []
  let page = await daos.audit({ space, limit: 3 })
  for (;;) {
    expect(page.rows.length).toBeLessThanOrEqual(3)
    seen.push(...page.rows.map(({ entry }) => entry))
    if (page.next === null) break
    const entry = await say(written.length % 2 === 0 ? 'ada' : 'ben', `meanwhile ${written.length}`)
    written.push(entry)
    await until('it is here', async () => (await daos.audit({ space, limit: 500 })).rows.some((row) => row.entry === entry))
    page = await daos.audit({ space, limit: 3, after: page.next })
  }
  expect(written.length).toBeGreaterThan(3)
  expect(new Set(seen).size).toBe(seen.length)
  expect(before.map(({ entry }) => entry).filter((entry) => !seen.includes(entry))).toEqual([])
  // What came to the top meanwhile is counted, and read from there.
  const after = await readRecords({ daos, space })
  expect(after.map(({ at }) => at)).toEqual(after.map(({ at }) => at).toSorted((a, b) => b - a))
  expect(written.filter((entry) => !after.some((row) => row.entry === entry))).toEqual([])
  const sum = Object.values(page.counts).reduce((total, count) => total + count, 0)
  expect(sum).toBe(after.length)
  expect(await readRecords({ daos, space, most: 4 })).toEqual(after.slice(0, 4))
  expect(await readRecords({ daos, space, statuses: ['rejected', 'cut'] })).toEqual([])
  expect((await daos.audit({ space, limit: 1, statuses: ['rejected'] })).counts).toEqual(page.counts)
  await world.close()
}, 120_000)

test('M490 M5 N4 a page has a most, and a place that is none is refused by name', async () => {
  const { world, space } = await talk(1)
  const { daos } = world.api('ada')
  const [first] = (await daos.audit({ space, limit: 1 })).rows
  if (first === undefined) throw new RangeError('there are records')
  const refused = async (more: object, field: string) => {
    const error: unknown = await daos.audit({ space, ...more }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'INPUT_INVALID' })
    expect(JSON.stringify(error)).toContain(field)
  }
  await refused({ limit: 501 }, 'limit')
  await refused({ limit: 0 }, 'limit')
  await refused({ statuses: [] }, 'statuses')
  await refused({ after: { at: first.at, entry: 'not an id' } }, 'after.entry')
  await refused({ after: { at: 1.5, entry: first.entry } }, 'after.at')
  await refused({ after: { at: Number.NaN, entry: first.entry } }, 'after.at')
  // A place that no record has is one between two.
  const nowhere = await daos.audit({ space, after: { at: first.at, entry: '00'.repeat(32) as EntryId }, limit: 500 })
  expect(nowhere.rows[0]?.entry).toBe(first.entry)
  await world.close()
}, 120_000)
