import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createWriter, keep, now, write } from '../fixtures/posts.ts'
import { memoryMarketStore } from '../memory/index.ts'
import { sqliteMarketStore } from '../sqlite/index.ts'
import { acceptMarketStore } from './acceptMarketStore.ts'
import { acceptParcelStore, parcel } from './acceptParcelStore.ts'

acceptMarketStore('memory', () => ({ store: memoryMarketStore(), end: () => undefined }))
acceptMarketStore('sqlite', () => {
  const store = sqliteMarketStore({ path: ':memory:' })
  return { store, end: store.close }
})
acceptParcelStore('memory', () => ({ store: memoryMarketStore().parcels, end: () => undefined }))
acceptParcelStore('sqlite', () => {
  const store = sqliteMarketStore({ path: ':memory:' })
  return { store: store.parcels, end: store.close }
})

test('I18/K3 what is carried outlives a restart with the file of the market', () => {
  const folder = mkdtempSync(join(tmpdir(), 'daomesh-market-'))
  const path = join(folder, 'market.sqlite')
  try {
    const first = sqliteMarketStore({ path })
    first.parcels.put(parcel({ content: 'word' }))
    first.close()
    const second = sqliteMarketStore({ path })
    expect(second.parcels.size()).toEqual({ parcels: 1, bytes: 4 })
    second.close()
    expect(() => second.parcels.size()).toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('I6/K3 the file outlives a restart; damaged, cut or of another version it is thrown away and the market begins anew', async () => {
  const ada = await createWriter(0)
  const folder = mkdtempSync(join(tmpdir(), 'daomesh-market-'))
  const path = join(folder, 'market.sqlite')
  const row = keep(ada.sign(write(ada.account, 'fence')), { until: now })
  const open = () => sqliteMarketStore({ path })
  try {
    const first = open()
    first.put(row)
    first.close()
    const second = open()
    expect(second.get(row.post)).toEqual(row)
    second.close()
    writeFileSync(path, 'no database at all')
    const third = open()
    expect(third.size().posts).toBe(0)
    third.put(row)
    third.close()
    truncateSync(path, 5_000)
    const fourth = open()
    expect(fourth.size().posts).toBe(0)
    fourth.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('I6/K2 a disk that refuses is STORAGE_FAILED', () => {
  expect(() => sqliteMarketStore({ path: join(tmpdir(), 'no', 'such', 'folder', 'market.sqlite') })).toThrow(
    expect.objectContaining({ code: 'STORAGE_FAILED' }),
  )
  const closed = sqliteMarketStore({ path: ':memory:' })
  closed.close()
  expect(() => closed.size()).toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }))
})
