import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8 } from '@daomesh/protocol'
import { afterAll, expect, it } from 'vitest'
import { note, peer, picture, put, seededRandom } from '../fixtures/world.ts'
import type { LogStore } from '../index.ts'
import { sqliteStore } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'log-bits-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** Most entries are in the index of places, some are not yet. */
const open = (name: string): LogStore => sqliteStore({ path: join(home, name), random: seededRandom('bits'), placesInMemory: 8 })
const seen = async (store: LogStore) => {
  const ann = await peer('ann', { store })
  return {
    picture: picture(ann),
    rows: store.listMeta('row/').map(([key, value]) => [key, ...value]),
    own: ann.own('governance')?.log ?? null,
  }
}

it('K3, L6 one turned bit anywhere in the file is noticed, or changes nothing that anybody reads', { timeout: 120_000 }, async () => {
  const store = open('whole.db')
  const ann = await peer('ann', { store })
  await ann.appendMany([put('x', 1), ...Array.from({ length: 12 }, (_, i) => note(`note ${i}`))])
  store.setMeta([
    ['row/a', utf8('a row of the node')],
    ['row/b', new Uint8Array(200).fill(7)],
  ])
  store.close()
  const path = join(home, 'whole.db')
  const whole = readFileSync(path)
  const same = open('whole.db')
  const expected = await seen(same)
  same.close()
  const random = seededRandom('where')
  let noticed = 0
  for (let turn = 0; turn < 240; turn++) {
    const [a = 0, b = 0, c = 0, bit = 0] = random.bytes(4)
    // Every third one in the header of the file.
    const at = (a * 65_536 + b * 256 + c) % (turn % 3 === 0 ? 100 : whole.length)
    const turned = Buffer.from(whole)
    turned[at] = (turned[at] ?? 0) ^ (1 << (bit % 8))
    // The same file, so that it keeps its place and its own incarnations count.
    writeFileSync(path, turned)
    const opened = open('whole.db')
    if (opened.quarantined === null)
      expect([`byte ${at}, bit ${bit % 8}`, await seen(opened)]).toEqual([`byte ${at}, bit ${bit % 8}`, expected])
    else noticed++
    opened.close()
    // The first file comes back, by its name of the file system: what was copied has no own logs.
    if (opened.quarantined !== null) renameSync(opened.quarantined, path)
    for (const tail of ['-wal', '-shm']) rmSync(path + tail, { force: true })
  }
  expect(noticed).toBeGreaterThan(40)
})

it.each([0, undefined])(
  'K3, L58 a turned bit that makes the file one that can only be read is noticed, of a large one (%s) too',
  async (wholeBelow) => {
    const name = `format-${wholeBelow}.db`
    const path = join(home, name)
    const openAs = (): LogStore => sqliteStore({ path, random: seededRandom('bits'), ...(wholeBelow !== undefined && { wholeBelow }) })
    const store = openAs()
    const ann = await peer('ann', { store })
    await ann.append(note('here'))
    await ann.close()
    store.close()
    const whole = readFileSync(path)
    for (const at of [18, 19])
      for (let bit = 0; bit < 8; bit++) {
        const turned = Buffer.from(whole)
        turned[at] = (turned[at] ?? 0) ^ (1 << bit)
        writeFileSync(path, turned)
        for (const tail of ['-wal', '-shm']) rmSync(path + tail, { force: true })
        const opened = openAs()
        const again = await peer('ann', { store: opened })
        expect([at, bit, again.count()]).toEqual([at, bit, 2])
        await again.append(note('goes on'))
        await again.close()
        opened.close()
        if (opened.quarantined !== null) renameSync(opened.quarantined, path)
      }
  },
)
