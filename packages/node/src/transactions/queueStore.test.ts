import type { QueueRow } from '@daomesh/chain'
import { address, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { keepsRow } from '../home/keepsRow.ts'
import type { MetaStore } from '../ports.ts'
import { queueStore } from './queueStore.ts'

const metaWith = (named: string[]): { readonly meta: MetaStore; readonly rows: Map<string, Uint8Array> } => {
  const rows = new Map<string, Uint8Array>()
  const meta: MetaStore = {
    get: (key) => rows.get(key),
    set: (key, value) => void rows.set(key, value),
    setAll: (all) => all.forEach(([key, value]) => (value === null ? rows.delete(key) : rows.set(key, value))),
    delete: (key) => void rows.delete(key),
    list: (prefix) => [...rows].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => ({ key, value })),
    unreadable: (key) => void named.push(key),
  }
  return { meta, rows }
}

const account = address.parse(`0x${'ab'.repeat(20)}`)
const row = (id: string, state: QueueRow['state'] = 'sent'): QueueRow => ({
  id,
  account,
  call: { to: account, value: '1', data: '0x' },
  context: { title: 'Pay', lines: [] },
  supersededBy: [],
  subject: { purpose: 'deposit', decisions: ['a'] },
  chain: '31337:0x00',
  order: 1,
  state,
  signed: [{ nonce: 0, raw: '0xab', hash: `0x${'cd'.repeat(32)}`, maxFeePerGas: '7' }],
  mined: null,
  error: { code: 'CHAIN_UNREACHABLE', what: 'a', safe: 'b', todo: 'c', meta: { n: 1 } },
  createdAt: 1,
  changedAt: 2,
})

test('K3: rows that are not exactly what the queue wrote are named and left out, and their ids are refused: money could move twice', () => {
  const named: string[] = []
  const { meta, rows } = metaWith(named)
  const good = row('good')
  queueStore(meta).save(good)
  const text = JSON.stringify(row('x'))
  rows.set('transaction:torn', utf8(text.slice(0, 50)))
  rows.set('transaction:other', utf8('{"id":"other"}'))
  rows.set('transaction:value', utf8(text.replace('"value":"1"', '"value":"-1"')))
  rows.set('transaction:state', utf8(text.replace('"sent"', '"sunt"')))
  rows.set('transaction:utf', Uint8Array.of(0xff))
  const before = new Map(rows)
  const store = queueStore(meta)
  expect(store.load()).toEqual([good])
  expect(named.sort()).toEqual(['other', 'state', 'torn', 'utf', 'value'].map((id) => `transaction:${id}`))
  expect(() => store.save(row('torn', 'waiting'))).toThrow(
    expect.objectContaining({ code: 'STORAGE_DAMAGED', meta: { row: 'transaction:torn' } }),
  )
  expect(rows).toEqual(before)
})

test('K3: transactions under way are among the kept rows, settled ones are not', () => {
  const bytes = (one: QueueRow): Uint8Array => utf8(JSON.stringify(one))
  expect(keepsRow('transaction:a', bytes(row('a')))).toBe(true)
  expect(keepsRow('transaction:a', bytes(row('a', 'final')))).toBe(false)
  expect(keepsRow('transaction:a', utf8('torn'))).toBe(true)
  expect(
    ['account', 'space:1', 'key:1:2', 'link:1:2', 'unlink:1:2:3', 'address:a', 'market:post:a:b'].map((key) => keepsRow(key, utf8(''))),
  ).toEqual(Array(7).fill(true))
  expect(['request:1', 'fact:1:0', 'accounts', 'draft:1'].map((key) => keepsRow(key, utf8('')))).toEqual(Array(4).fill(false))
})
