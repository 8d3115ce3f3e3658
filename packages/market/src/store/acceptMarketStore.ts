import { address, type Post } from '@daomesh/protocol'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createWriter, ether, keep, now, postOf, sell, write, type Writer } from '../fixtures/posts.ts'
import { bucketCount, bucketOf } from './bucketOf.ts'
import type { MarketStore, PostQuery } from './marketStore.ts'

const dao = address.parse(`0x${'da'.repeat(20)}`)
const token = address.parse(`0x${'70'.repeat(20)}`)
const everything: PostQuery = {
  shelf: 'wanted',
  text: '',
  tags: [],
  issuer: null,
  token: null,
  openFor: null,
  keeps: null,
  sort: 'newest',
  offset: 0,
  limit: 50,
  now,
}

export const acceptMarketStore = (name: string, make: () => { readonly store: MarketStore; readonly end: () => void }): void => {
  describe(name, () => {
    let under: { readonly store: MarketStore; readonly end: () => void } | null = null
    let ada: Writer
    beforeAll(async () => {
      ada = await createWriter(0)
    })
    afterEach(() => under?.end())
    const open = (): MarketStore => (under = make()).store
    const put = (store: MarketStore, title: string, more: Partial<Post> = {}, kept: Parameters<typeof keep>[1] = {}): void =>
      store.put(keep(ada.sign(write(ada.account, title, more)), kept))
    const titles = (store: MarketStore, query: Partial<PostQuery>): string[] =>
      store.search({ ...everything, ...query }).rows.map(({ post }) => post.title)

    test('I1 what is put is there, a revision takes the place of the one before, and what is removed is gone', () => {
      const store = open()
      put(store, 'fence')
      put(store, 'barn')
      const key = { issuer: ada.account, post: postOf('fence') }
      expect(store.get(key)).toMatchObject({ post: { title: 'fence' }, kind: 'account', own: false })
      expect(store.row(key)).toEqual({ ...key, revision: 0, id: store.get(key)?.id })
      expect(store.row({ ...key, post: postOf('nothing') })).toBeNull()
      put(store, 'fence', { revision: 1, title: 'A better fence', brief: 'oak' }, { own: true, until: 5, rank: 7 })
      expect(store.get(key)).toMatchObject({ post: { title: 'A better fence', revision: 1 }, own: true, until: 5, rank: 7 })
      expect(store.size().posts).toBe(2)
      expect(store.size().bytes).toBeGreaterThan(600)
      expect(store.countOf(ada.account)).toBe(2)
      // It stays where it was in the order, and its old words are found no more.
      expect(titles(store, {})).toEqual(['barn', 'A better fence'])
      expect([titles(store, { text: 'better' }), titles(store, { text: 'oak' })]).toEqual([['A better fence'], ['A better fence']])
      store.remove(key)
      store.remove(key)
      expect([store.get(key), store.size().posts, store.countOf(ada.account)]).toEqual([null, 1, 0 + 1])
      expect(titles(store, { text: 'better' })).toEqual([])
    })

    test('I2 words are beginnings, in any order, whatever marks and cases; nothing typed is read as syntax', () => {
      const store = open()
      put(store, 'Zäune für den Garten', { brief: 'Eiche, 200 m. «Straße»', tags: ['garten', 'holz-bau'] })
      put(store, 'Логотип', { brief: 'for the mill' })
      put(store, 'Ship', { brief: 'a garten of ships' })
      expect(titles(store, { text: 'aun' })).toEqual([])
      expect(titles(store, { text: 'ZAUNE gart' })).toEqual(['Zäune für den Garten'])
      expect(titles(store, { text: 'holz' })).toEqual(['Zäune für den Garten'])
      expect(titles(store, { text: 'лого' })).toEqual(['Логотип'])
      expect(titles(store, { text: 'garten', sort: 'relevance' })).toEqual(['Zäune für den Garten', 'Ship'])
      for (const text of ['"', '* OR', "'; DROP TABLE posts; --", 'tags : x', 'NEAR(a b)', '-', '(((', 'a'.repeat(5_000), '"ship" NOT "a"'])
        expect({ text, found: titles(store, { text }) }).not.toEqual({ text, found: expect.arrayContaining(['Zäune für den Garten']) })
      expect(titles(store, { text: '…' })).toEqual([])
      expect(titles(store, { text: '  ' })).toHaveLength(3)
      expect(titles(store, { text: 'ship OR garten' })).toEqual([])
    })

    test('I2 tags, issuer, token, who may take it, and a condition on the issuer narrow what is found', () => {
      const store = open()
      const [ben, cleo] = [address.parse(`0x${'b0'.repeat(20)}`), address.parse(`0x${'ce'.repeat(20)}`)]
      put(store, 'one', { tags: ['garden', 'wood'] })
      put(store, 'two', { tags: ['garden', 'wood-work'], reward: { token, amount: '5' } })
      put(store, 'three', { openTo: 'daos' })
      put(store, 'four', { openTo: [ben, cleo] })
      store.put(keep(ada.sign(write(dao, 'five', { tags: ['wood'] })), { kind: 'dao' }))
      expect(titles(store, { tags: ['garden'] })).toEqual(['two', 'one'])
      expect(titles(store, { tags: ['wood'] })).toEqual(['five', 'one'])
      expect(titles(store, { tags: ['garden', 'wood'] })).toEqual(['one'])
      expect(titles(store, { tags: ['wood'], text: 'on' })).toEqual(['one'])
      expect(titles(store, { issuer: dao })).toEqual(['five'])
      expect(titles(store, { token })).toEqual(['two'])
      expect(titles(store, { openFor: { accounts: [ben], daos: false } })).toEqual(['five', 'four', 'two', 'one'])
      expect(titles(store, { openFor: { accounts: [dao], daos: true } })).toEqual(['five', 'three', 'two', 'one'])
      expect(titles(store, { keeps: (issuer) => issuer === dao })).toEqual(['five'])
      expect(titles(store, { keeps: (issuer) => issuer === dao, text: 'on' })).toEqual([])
      expect(titles(store, {})).toHaveLength(5)
      expect(store.tags('wanted', now, 2)).toEqual([
        { tag: 'garden', posts: 2 },
        { tag: 'wood', posts: 2 },
      ])
    })

    test('I16 work that is wanted and work for sale lie on shelves of their own, each with its tags; for sale the cheapest comes first', () => {
      const store = open()
      put(store, 'fence', { tags: ['wood'] })
      for (const [name, amount] of [
        ['songs', '500'],
        ['plans', '40'],
      ] as const)
        store.put(keep(ada.sign(sell(dao, name, { tags: [name, 'wood'].toSorted(), price: { token: ether, amount } })), { kind: 'dao' }))
      expect(titles(store, { tags: ['wood'] })).toEqual(['fence'])
      expect(titles(store, { shelf: 'sale', tags: ['wood'] })).toEqual(['plans', 'songs'])
      expect(titles(store, { shelf: 'sale', text: 'song' })).toEqual(['songs'])
      expect(titles(store, { shelf: 'sale', sort: 'reward' })).toEqual(['plans', 'songs'])
      expect(titles(store, { shelf: 'sale', sort: 'deadline', token })).toEqual([])
      expect(store.tags('wanted', now, 9)).toEqual([{ tag: 'wood', posts: 1 }])
      expect(store.tags('sale', now, 1)).toEqual([{ tag: 'wood', posts: 2 }])
      expect([store.size().posts, store.countOf(dao)]).toEqual([3, 2])
      expect(store.get({ issuer: dao, post: postOf('songs') })?.post).toMatchObject({ v: 2, title: 'songs' })
    })

    test('I2 sorted by arrival, deadline or reward, a page at a time, with the count of all', () => {
      const store = open()
      put(store, 'a', { deadline: now + 30, reward: { token: ether, amount: '9' } })
      put(store, 'b', { deadline: now + 10, reward: { token: ether, amount: '1000000000000000000000' } })
      put(store, 'c', { deadline: now + 20, reward: { token: ether, amount: '10' } })
      put(store, 'd', { deadline: now + 40, reward: { token, amount: '11' } })
      expect(titles(store, { sort: 'newest' })).toEqual(['d', 'c', 'b', 'a'])
      expect(titles(store, { sort: 'deadline' })).toEqual(['b', 'c', 'a', 'd'])
      expect(titles(store, { sort: 'reward' })).toEqual(['b', 'c', 'a', 'd'])
      expect(titles(store, { sort: 'reward', token: ether, offset: 1, limit: 1 })).toEqual(['c'])
      expect(store.search({ ...everything, limit: 2 }).total).toBe(4)
      expect(titles(store, { offset: 3, limit: 2 })).toEqual(['a'])
      expect(titles(store, { sort: 'relevance' })).toEqual(['d', 'c', 'b', 'a'])
    })

    test('I3 what is over or closed is not found; it is forgotten when its key is over', () => {
      const store = open()
      put(store, 'short', { expires: now + 10 }, { until: now + 100 })
      put(store, 'closed', { closed: true, tags: ['wood'] })
      put(store, 'long')
      expect(titles(store, {})).toEqual(['long', 'short'])
      expect(titles(store, { now: now + 10 })).toEqual(['long'])
      expect(store.tags('wanted', now, 9)).toEqual([])
      expect(store.sweep(now + 99)).toBe(0)
      expect(store.get({ issuer: ada.account, post: postOf('short') })).not.toBeNull()
      expect(store.sweep(now + 100)).toBe(1)
      expect(store.get({ issuer: ada.account, post: postOf('short') })).toBeNull()
      expect(store.sweep(now + 3600)).toBe(2)
      expect([store.size(), store.countOf(ada.account)]).toEqual([{ posts: 0, bytes: 0 }, 0])
    })

    test('I4 where room must be made, the lowest rank of the loudest issuer of its kind comes first, never an own post', () => {
      const store = open()
      const quiet = address.parse(`0x${'0b'.repeat(20)}`)
      expect(store.first('account')).toBeNull()
      store.put(keep(ada.sign(write(quiet, 'quiet')), { rank: 1 }))
      put(store, 'x', {}, { rank: 50 })
      put(store, 'y', {}, { rank: 20 })
      put(store, 'mine', {}, { rank: 2, own: true })
      store.put(keep(ada.sign(write(dao, 'of a dao')), { kind: 'dao', rank: 0 }))
      expect(store.first('account')).toEqual({ issuer: ada.account, post: postOf('y'), rank: 20, ofIssuer: 3 })
      expect(store.first('dao')).toMatchObject({ issuer: dao, ofIssuer: 1 })
      store.remove({ issuer: ada.account, post: postOf('y') })
      store.remove({ issuer: ada.account, post: postOf('mine') })
      expect(store.first('account')).toMatchObject({ issuer: quiet, rank: 1 })
    })

    test('I4 an issuer of own posts alone, however many, keeps nobody else’s post from leaving', () => {
      const store = open()
      const quiet = address.parse(`0x${'0b'.repeat(20)}`)
      for (let i = 0; i < 3; i++) put(store, `mine ${i}`, {}, { own: true })
      expect(store.first('account')).toBeNull()
      store.put(keep(ada.sign(write(quiet, 'quiet')), { rank: 9 }))
      expect(store.first('account')).toEqual({ issuer: quiet, post: postOf('quiet'), rank: 9, ofIssuer: 1 })
    })

    test('I14 an account is regarded as bonded, and no more, with all that is held of it; a DAO stays a DAO', () => {
      const store = open()
      const quiet = address.parse(`0x${'0b'.repeat(20)}`)
      put(store, 'x', {}, { rank: 5 })
      put(store, 'y', {}, { rank: 4 })
      store.put(keep(ada.sign(write(quiet, 'quiet')), { rank: 1 }))
      store.put(keep(ada.sign(write(dao, 'of a dao')), { kind: 'dao' }))
      store.regard(ada.account, 'bonded')
      store.regard(dao, 'bonded')
      expect([store.issuers('account'), store.issuers('bonded'), store.issuers('dao')]).toEqual([[quiet], [ada.account], [dao]])
      expect(store.first('account')).toMatchObject({ issuer: quiet })
      expect(store.first('bonded')).toEqual({ issuer: ada.account, post: postOf('y'), rank: 4, ofIssuer: 2 })
      expect(store.get({ issuer: ada.account, post: postOf('x') })).toMatchObject({ kind: 'bonded' })
      expect(store.get({ issuer: dao, post: postOf('of a dao') })).toMatchObject({ kind: 'dao' })
      put(store, 'z', {}, { kind: 'bonded', rank: 3 })
      store.regard(ada.account, 'account')
      expect([store.issuers('bonded'), store.first('bonded'), store.countOf(ada.account)]).toEqual([[], null, 3])
      expect(store.first('account')).toEqual({ issuer: ada.account, post: postOf('z'), rank: 3, ofIssuer: 3 })
    })

    test('I5 every post is in the one bucket of its key', () => {
      const store = open()
      for (let i = 0; i < 40; i++) put(store, `post ${i}`, { revision: i })
      const rows = Array.from({ length: bucketCount }, (_, bucket) => store.bucket(bucket))
      expect(rows.flat()).toHaveLength(40)
      for (const [bucket, held] of rows.entries())
        for (const row of held) {
          expect(bucketOf(row)).toBe(bucket)
          expect(store.get(row)).toMatchObject({ id: row.id, post: { revision: row.revision } })
        }
    })
  })
}
