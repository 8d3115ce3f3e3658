import { type EntryId, hashOf, type SpaceId, toHex, utf8 } from '@daomesh/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { type LogStore, noChanges, type StoredEntry } from './LogStore.ts'

export type StoreUnderTest = {
  /** Opens an empty store. */
  readonly open: () => LogStore
  /** Closes the store and opens what it left. */
  readonly reopen: (store: LogStore) => LogStore
}

const hex = (name: string): string => toHex(hashOf('test', utf8(name)))
const space = hex('space') as SpaceId
const other = hex('other space') as SpaceId
const entry = (name: string): StoredEntry => ({
  id: hex(name) as EntryId,
  headerBytes: utf8(`header ${name}`),
  signature: new Uint8Array(64).fill(7),
  body: utf8(`body ${name}`),
  verdict: 'accepted',
  reason: null,
  standing: 'counted',
  member: null,
})
const register = (key: string, value: string) => ({ key, order: '', id: hex('a') as EntryId, value: utf8(value) })
const sorted = <T extends { readonly key: string }>(rows: Iterable<T>): T[] => [...rows].sort((a, b) => (a.key < b.key ? -1 : 1))
const bytes = (value: Uint8Array | null | undefined): string | null => (value ? toHex(value) : null)

/** What every LogStore must do, whatever it is made of. */
export const acceptLogStore = (name: string, under: StoreUnderTest): void => {
  describe(`LogStore: ${name}`, () => {
    let store: LogStore
    beforeEach(() => {
      store = under.open()
    })

    it('L1 knows nothing of a space that was never written', () => {
      const loaded = store.load(space)
      expect([[...loaded.entries], [...loaded.registers], loaded.own, loaded.foldVersion]).toEqual([[], [], [], null])
      expect(store.spaces()).toEqual([])
      expect(store.read(entry('a').id)).toBeNull()
    })

    it('L1 gives back entries in the order stored, after a new start too', () => {
      store.commit(space, { ...noChanges, entries: [entry('b'), entry('a')], foldVersion: 3 })
      store.commit(space, { ...noChanges, entries: [{ ...entry('c'), body: null, verdict: 'rejected', reason: 'ENTRY_BODY' }] })
      const check = (each: LogStore): void => {
        const loaded = each.load(space)
        expect([...loaded.entries].map(({ id, verdict, reason, standing }) => [id, verdict, reason, standing])).toEqual([
          [hex('b'), 'accepted', null, 'counted'],
          [hex('a'), 'accepted', null, 'counted'],
          [hex('c'), 'rejected', 'ENTRY_BODY', 'counted'],
        ])
        expect(loaded.foldVersion).toBe(3)
        expect(bytes(each.read(entry('a').id)?.body)).toBe(toHex(utf8('body a')))
        expect(bytes(each.read(entry('a').id)?.headerBytes)).toBe(toHex(utf8('header a')))
        expect(each.read(entry('c').id)?.body).toBeNull()
        expect(Object.getPrototypeOf(each.read(entry('a').id)?.body)).toBe(Uint8Array.prototype)
      }
      check(store)
      const again = under.reopen(store)
      check(again)
      again.close()
    })

    it('L1 keeps spaces apart', () => {
      store.commit(space, {
        ...noChanges,
        entries: [entry('a')],
        registers: [register('k', '1')],
        own: [{ stream: 's', incarnation: 'aa' }],
      })
      store.commit(other, { ...noChanges, entries: [entry('b')], foldVersion: 1 })
      expect([...store.load(other).entries].map(({ id }) => id)).toEqual([hex('b')])
      expect([[...store.load(other).registers], store.load(other).own]).toEqual([[], []])
      expect(store.spaces()).toEqual([space, other])
    })

    it('L1 judges, drops and resets', () => {
      store.commit(space, { ...noChanges, entries: [entry('a'), entry('b')] })
      store.commit(space, {
        ...noChanges,
        dropped: [entry('b').id],
        judged: [{ id: entry('a').id, verdict: 'rejected', reason: 'ENTRY_LINK', standing: 'cut', member: null }],
      })
      expect([...store.load(space).entries]).toMatchObject([{ id: hex('a'), verdict: 'rejected', reason: 'ENTRY_LINK', standing: 'cut' }])
      store.commit(space, { ...noChanges, resetJudgements: true })
      expect([...store.load(space).entries]).toMatchObject([{ verdict: 'pending', reason: null, standing: 'counted' }])
    })

    it('L1 replaces and clears registers', () => {
      store.commit(space, { ...noChanges, registers: [register('k', '1'), register('l', '1')] })
      store.commit(space, { ...noChanges, registers: [register('k', '2')] })
      expect(sorted(store.load(space).registers).map(({ key, value }) => [key, toHex(value)])).toEqual([
        ['k', toHex(utf8('2'))],
        ['l', toHex(utf8('1'))],
      ])
      store.commit(space, { ...noChanges, clearRegisters: true, registers: [register('m', '3')] })
      expect([...store.load(space).registers].map(({ key }) => key)).toEqual(['m'])
    })

    it('L1 remembers and forgets own incarnations', () => {
      store.commit(space, { ...noChanges, own: [{ stream: 's', incarnation: 'aa' }] })
      store.commit(space, { ...noChanges, own: [{ stream: 's', incarnation: 'bb' }] })
      expect(store.load(space).own).toEqual([{ stream: 's', incarnation: 'bb' }])
      store.commit(space, { ...noChanges, own: [{ stream: 's', incarnation: null }] })
      expect(store.load(space).own).toEqual([])
    })

    it('L1 keeps rows of the node, by prefix, and writes them with a space', () => {
      store.setMeta([
        ['b/1', Uint8Array.of(1)],
        ['a/2', Uint8Array.of(2)],
        ['a/1', Uint8Array.of(3)],
        ['a%', Uint8Array.of(4)],
      ])
      store.commit(space, { ...noChanges, meta: [['a/3', Uint8Array.of(5)]] })
      store.setMeta([['a/2', null]])
      const again = under.reopen(store)
      expect(again.listMeta('a/').map(([key, value]) => [key, ...value])).toEqual([
        ['a/1', 3],
        ['a/3', 5],
      ])
      expect(bytes(again.getMeta('b/1'))).toBe('01')
      expect(again.getMeta('none')).toBeNull()
      again.close()
    })

    it('L1 keeps its name over a restart', () => {
      const { instance } = store
      const again = under.reopen(store)
      expect([again.instance, again.copied, again.quarantined]).toEqual([instance, false, null])
      again.close()
    })

    it('K2 refuses after it was closed, with a code', () => {
      store.close()
      expect(() => store.commit(space, noChanges)).toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }))
      expect(() => store.load(space)).toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }))
    })
  })
}
