import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sqliteStore } from '@daomesh/log/sqlite'
import { keepsRow } from '@daomesh/node'
import { afterAll, expect, test } from 'vitest'
import { createPairWorld } from './foundPair.ts'
import { systemRandom } from './realTime.ts'

const folder = mkdtempSync(join(tmpdir(), 'daomesh-version-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Ada's database as the first schema left it: `.dump` of a home in which two people had founded, deployed, drafted, proposed and voted. Never change it. */
const dump = readFileSync(new URL('../fixtures/home-1.sql', import.meta.url), 'utf8')
const home = (name: string): string => {
  const path = join(folder, name)
  const db = new DatabaseSync(path)
  db.exec(dump)
  expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
  db.close()
  return path
}
const open = (path: string) => sqliteStore({ path, random: systemRandom, keeps: keepsRow })

test('L6: a home of the first schema opens and reads as it was, and can be written', { timeout: 120_000 }, async () => {
  const path = home('first.sqlite')
  const logs = open(path)
  expect(logs.quarantined).toBeNull()
  const ada = await createPairWorld().start('ada', logs)
  // The file was copied here, and that is all that is said of it.
  expect((await ada.api.node.status()).storage).toMatchObject({ damage: null, unreadable: [], restored: { older: false } })
  const [dao] = await ada.api.daos.list()
  if (dao === undefined) throw new Error('no DAO')
  const { space } = dao
  const { locked, deployed, memberRows } = await ada.api.daos.get({ space })
  expect([locked, deployed, memberRows.map(({ name }) => name).sort()]).toEqual([false, 'final', ['ada', 'ben']])
  expect((await ada.api.drafts.list({ space })).map(({ title }) => title)).toEqual(['A draft of version 1'])
  const [proposal] = await ada.api.proposals.list({ space })
  expect(proposal?.title).toBe('A proposal of version 1')
  if (proposal === undefined) throw new Error('no proposal')
  const { ballotRows, comments } = await ada.api.proposals.get({ space, decision: proposal.decision })
  expect([ballotRows.length, comments.map(({ text }) => text)]).toEqual([1, ['A comment of version 1']])
  expect(await ada.api.chain.transactions()).toMatchObject([{ state: 'final', purpose: { key: 'transaction.deploy' } }])
  // A request answered in the old version is not acted upon again.
  expect(await ada.api.drafts.open({ requestId: 'pair-request-6', space, title: 'A draft of version 1' })).toMatchObject({
    title: 'A draft of version 1',
  })
  expect(await ada.api.drafts.list({ space })).toHaveLength(1)
  await ada.api.drafts.open({ requestId: 'request-of-today', space, title: 'A draft of today' })
  await ada.node.close()
  logs.close()
  const again = open(path)
  expect([...again.listMeta('space:')]).toHaveLength(2)
  again.close()
})

test(
  'K3: rows of the node that are damaged or of a newer version are named and left; the rest of the node starts',
  { timeout: 120_000 },
  async () => {
    const path = home('rows.sqlite')
    const logs = open(path)
    const rowOf = (prefix: string): string => {
      const [row] = logs.listMeta(prefix)
      if (row === undefined) throw new Error(`no row ${prefix}`)
      return row[0]
    }
    const [lobby = '', dao = ''] = logs
      .listMeta('space:')
      .map(([key, value]) => [key, new TextDecoder().decode(value).includes('factory')] as const)
      .sort(([, a], [, b]) => Number(a) - Number(b))
      .map(([key]) => key)
    const newer = Uint8Array.of(0xa1, 0x61, 0x76, 0x02)
    logs.setMeta([
      [lobby, newer],
      ['space:nonsense', Uint8Array.of(0xff)],
      [rowOf(`key:${dao.slice('space:'.length)}`), newer],
      [rowOf('transaction:'), Uint8Array.of(0x7b)],
      [rowOf('fact:'), Uint8Array.of(0x00)],
    ])
    const ada = await createPairWorld().start('ada', logs)
    const { unreadable } = (await ada.api.node.status()).storage
    for (const prefix of ['space:nonsense', lobby, 'key:', 'transaction:', 'fact:'])
      expect([prefix, unreadable.some((key) => key.startsWith(prefix))]).toEqual([prefix, true])
    const [row] = await ada.api.daos.list()
    expect(row?.space).toBe(dao.slice('space:'.length))
    // The key comes back from the record that sealed it to this device, the facts from the chain.
    expect((await ada.api.daos.get({ space: row!.space })).locked).toBe(false)
    expect(await ada.api.chain.transactions()).toEqual([])
    expect(logs.getMeta(lobby)).toEqual(newer)
    await ada.node.close()
    logs.close()
  },
)
