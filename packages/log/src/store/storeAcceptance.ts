import { hashOf, type SpaceId, toHex, utf8 } from '@daomesh/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { storedEntry, storedId } from '../fixtures/storedEntry.ts'
import { type LogStore, noChanges } from './LogStore.ts'

export type StoreUnderTest = {
  /** Opens an empty store. */
  readonly open: () => LogStore
  /** Closes the store and opens what it left. */
  readonly reopen: (store: LogStore) => LogStore
}

const hex = (name: string): string => toHex(hashOf('test', utf8(name)))
const space = hex('space') as SpaceId
const other = hex('other space') as SpaceId
const register = (key: string, value: string) => ({ key, order: '', id: storedId('a'), value: utf8(value) })
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
      expect(store.read(storedEntry('a').id)).toBeNull()
    })

    it('L1 gives back entries in the order stored, after a new start too', () => {
      store.commit(space, { ...noChanges, entries: [storedEntry('b'), storedEntry('a')], foldVersion: 3 })
      store.commit(space, { ...noChanges, entries: [{ ...storedEntry('c'), body: null, verdict: 'rejected', reason: 'ENTRY_BODY' }] })
      const check = (each: LogStore): void => {
        const loaded = each.load(space)
        expect([...loaded.entries].map(({ id, verdict, reason, standing }) => [id, verdict, reason, standing])).toEqual([
          [storedId('b'), 'accepted', null, 'counted'],
          [storedId('a'), 'accepted', null, 'counted'],
          [storedId('c'), 'rejected', 'ENTRY_BODY', 'counted'],
        ])
        expect(loaded.foldVersion).toBe(3)
        expect(bytes(each.read(storedEntry('a').id)?.body)).toBe(toHex(utf8('body a')))
        expect(bytes(each.read(storedEntry('a').id)?.headerBytes)).toBe(toHex(utf8('header a')))
        expect(each.read(storedEntry('c').id)?.body).toBeNull()
        expect(Object.getPrototypeOf(each.read(storedEntry('a').id)?.body)).toBe(Uint8Array.prototype)
      }
      check(store)
      const again = under.reopen(store)
      check(again)
      again.close()
    })

    it('L1 keeps spaces apart', () => {
      store.commit(space, {
        ...noChanges,
        entries: [storedEntry('a')],
        registers: [register('k', '1')],
        own: [{ stream: 's', incarnation: 'aa' }],
      })
      store.commit(other, { ...noChanges, entries: [storedEntry('b')], foldVersion: 1 })
      expect([...store.load(other).entries].map(({ id }) => id)).toEqual([storedId('b')])
      expect([[...store.load(other).registers], store.load(other).own]).toEqual([[], []])
      expect(store.spaces()).toEqual([space, other])
    })

    it('L1 judges, drops and resets', () => {
      store.commit(space, { ...noChanges, entries: [storedEntry('a'), storedEntry('b')] })
      store.commit(space, {
        ...noChanges,
        dropped: [storedEntry('b').id],
        judged: [{ id: storedEntry('a').id, verdict: 'rejected', reason: 'ENTRY_LINK', standing: 'cut', member: null }],
      })
      expect([...store.load(space).entries]).toMatchObject([
        { id: storedId('a'), verdict: 'rejected', reason: 'ENTRY_LINK', standing: 'cut' },
      ])
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

    it('L28 a snapshot is given back with what came after its mark, and what it left open', async () => {
      store.commit(space, {
        ...noChanges,
        entries: [storedEntry('a'), { ...storedEntry('b'), verdict: 'pending' }],
        registers: [register('k', '1')],
      })
      const mark = store.mark(space)
      if (mark === null) throw new Error('no snapshot can be kept here')
      store.commit(space, { ...noChanges, entries: [storedEntry('c')], registers: [register('k', '2'), register('l', '1')] })
      await store.keepSnapshot(space, { mark, open: [storedId('b')], bytes: Uint8Array.of(1, 2, 3) })
      const again = under.reopen(store)
      expect(bytes(again.snapshot(space))).toBe('010203')
      const { entries, registers } = again.load(space, 'after snapshot')
      expect([...entries].map(({ id }) => id).sort()).toEqual([storedId('b'), storedId('c')].sort())
      expect(sorted(registers).map(({ key, value }) => [key, toHex(value)])).toEqual([
        ['k', toHex(utf8('2'))],
        ['l', toHex(utf8('1'))],
      ])
      expect([...again.load(space).entries].map(({ id }) => id)).toEqual([storedId('a'), storedId('b'), storedId('c')])
      again.close()
    })

    it('L28 what was open may be judged under a snapshot; what was settled, dropped or forgotten puts it out of date', async () => {
      const judged = { verdict: 'rejected', reason: 'ENTRY_LINK', standing: 'counted', member: null } as const
      const changes = [
        { judged: [{ id: storedId('a'), ...judged }] },
        { dropped: [storedId('b')] },
        { clearRegisters: true },
        { resetJudgements: true },
      ]
      store.commit(space, { ...noChanges, entries: [storedEntry('a')] })
      for (const change of changes) {
        store.commit(space, {
          ...noChanges,
          entries: [
            { ...storedEntry('b'), verdict: 'pending' },
            { ...storedEntry('c'), verdict: 'locked' },
          ],
        })
        store.commit(space, { ...noChanges, judged: [{ id: storedId('a'), ...judged, verdict: 'accepted', reason: null }] })
        const mark = store.mark(space)
        if (mark === null) throw new Error('no snapshot can be kept here')
        await store.keepSnapshot(space, { mark, open: [storedId('b'), storedId('c')], bytes: Uint8Array.of(1) })
        store.commit(space, { ...noChanges, judged: [{ id: storedId('c'), ...judged }] })
        expect(store.snapshot(space)).not.toBeNull()
        store.commit(space, { ...noChanges, ...change })
        expect([change, store.snapshot(space)]).toEqual([change, null])
        await store.keepSnapshot(space, { mark, open: [], bytes: Uint8Array.of(1) })
        expect(store.snapshot(space)).toBeNull()
        store.commit(space, { ...noChanges, dropped: [storedId('b'), storedId('c')] })
      }
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
