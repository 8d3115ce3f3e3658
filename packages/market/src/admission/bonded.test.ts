import { type Address, address } from '@daomesh/protocol'
import { createSeededRandom, realVerifier } from '@daomesh/testing'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { chain, createWriter, now, write, type Writer } from '../fixtures/posts.ts'
import { openRoom, titlesOf, topic } from '../fixtures/room.ts'
import { sqliteMarketStore } from '../sqlite/index.ts'
import { issuerKinds, type StoredPost } from '../store/marketStore.ts'
import { createReception } from './createReception.ts'

const dao = address.parse(`0x${'da'.repeat(20)}`)
let writers: readonly Writer[]
let [ada, ben] = [{} as Writer, {} as Writer]
beforeAll(async () => {
  writers = await Promise.all(Array.from({ length: 8 }, (_, place) => createWriter(place)))
  ;[ada, ben] = writers as [Writer, Writer]
})

const room = { posts: 6, bytes: 1_000_000 }
const nobody: ReadonlySet<Address> = new Set()

type Step = { readonly who: number; readonly does: 'posts' | 'postsForDao' | 'bonds' | 'leaves' }
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.integer({ min: 0, max: 7 }),
  does: fc.constantFrom('posts', 'posts', 'posts', 'postsForDao', 'bonds', 'leaves'),
})

test('I4/N4 whatever comes in whatever order, a bonded post leaves for bonded ones and DAOs only, and never while an unbonded one is there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), fc.integer(), async (steps, seed) => {
      const store = sqliteMarketStore({ path: ':memory:' })
      const bonded = new Set<Address>()
      const reception = createReception({
        store,
        verifier: realVerifier(),
        clock: { now: () => 0 },
        random: createSeededRandom(`bonded ${seed}`),
        chain,
        chainNow: () => now,
        isBonded: (account) => bonded.has(account),
        isUnlinked: () => false,
        most: room,
        inRoster: () => Promise.resolve(true),
      })
      const held = new Map<string, StoredPost>()
      const kept = (): StoredPost[] => [...held.values()].flatMap(({ post }) => store.get(post) ?? [])
      for (const [i, { who, does }] of steps.entries()) {
        const writer = writers[who] as Writer
        if (does === 'bonds' || does === 'leaves') {
          bonded[does === 'bonds' ? 'add' : 'delete'](writer.account)
          store.regard(writer.account, does === 'bonds' ? 'bonded' : 'account')
          continue
        }
        const before = kept()
        const issuer = does === 'postsForDao' ? dao : writer.account
        const kind = does === 'postsForDao' ? 'dao' : bonded.has(issuer) ? 'bonded' : 'account'
        const { because, post } = await reception.receive(writer.sign(write(issuer, `post ${i}`)))
        expect(['stored', 'full']).toContain(because)
        if (because === 'stored' && post !== null) held.set(`${i}`, store.get(post.post) as StoredPost)
        const after = kept()
        expect(after.length).toBeLessThanOrEqual(room.posts)
        const gone = before.filter((one) => !after.some(({ id }) => id === one.id))
        const rankOf = (one: StoredPost['kind']): number => issuerKinds.indexOf(one)
        for (const one of gone) {
          expect(rankOf(one.kind)).toBeLessThanOrEqual(rankOf(kind))
          // Nothing of a lesser kind was there when it left.
          expect(before.filter((other) => rankOf(other.kind) < rankOf(one.kind))).toEqual([])
        }
        // It stays out only where all that is there is of its kind or a higher one.
        if (because === 'full') expect(before.every((one) => rankOf(one.kind) >= rankOf(kind))).toBe(true)
        for (const one of after) if (one.kind !== 'dao') expect(one.kind).toBe(bonded.has(one.post.issuer) ? 'bonded' : 'account')
      }
      store.close()
    }),
    { numRuns: 50 },
  )
})

/** Nodes that keep six posts. */
const openSmall = async (bonded: ReadonlySet<Address>) => {
  const scene = openRoom()
  const a = await scene.enter('a', { most: room })
  for (const account of bonded) a.bonded.add(account)
  return { scene, a }
}

test('I4/N4 a flood of accounts on the topic pushes no bonded post out, and of unbonded ones a sample stays', async () => {
  const { scene, a } = await openSmall(new Set([ada.account]))
  const honest = await scene.stranger('honest')
  for (let i = 0; i < 3; i++) void honest.pubsub.publish(topic, ada.sign(write(ada.account, `of ada ${i}`)))
  await scene.clock.advance(500)
  const loud = await scene.stranger('loud')
  for (const [k, writer] of writers.slice(1).entries())
    for (let i = 0; i < 8; i++) void loud.pubsub.publish(topic, writer.sign(write(writer.account, `flood ${k} ${i}`)))
  await scene.clock.advance(2_000)
  const titles = titlesOf(a)
  expect(titles.filter((title) => title.startsWith('of ada'))).toHaveLength(3)
  expect(titles).toHaveLength(6)
  // Three places are left for seven accounts: none of them has two.
  expect(new Set(titles.map((title) => title.split(' ').slice(0, 2).join(' '))).size).toBe(4)
  expect(a.events.filter(({ type }) => type === 'penalised')).toEqual([])
  await a.market.stop()
})

test('I14/N4 from its notice on an account is sampled like others; what it posted while bonded gives way first', async () => {
  const { scene, a } = await openSmall(new Set([ada.account, ben.account]))
  const peer = await scene.stranger('peer')
  for (let i = 0; i < 5; i++) void peer.pubsub.publish(topic, ada.sign(write(ada.account, `of ada ${i}`)))
  void peer.pubsub.publish(topic, ben.sign(write(ben.account, 'of ben 0')))
  await scene.clock.advance(500)
  expect(titlesOf(a)).toHaveLength(6)
  a.bonded.delete(ada.account)
  a.market.regard([ada.account])
  for (let i = 1; i < 6; i++) void peer.pubsub.publish(topic, ben.sign(write(ben.account, `of ben ${i}`)))
  await scene.clock.advance(500)
  expect(titlesOf(a).toSorted()).toEqual(Array.from({ length: 6 }, (_, i) => `of ben ${i}`))
  // All accounts at once, as after a start: who bonded meanwhile and who left.
  a.bonded.clear()
  a.market.regard(null)
  expect([a.store.issuers('bonded'), a.store.issuers('account')]).toEqual([[], [ben.account]])
  await a.market.stop()
})

test('I13/N6 a node that has not read of a bond samples its account like others, blames nobody, and takes its word once it has', async () => {
  const { scene, a } = await openSmall(nobody)
  const loud = await scene.stranger('loud')
  for (const writer of writers.slice(1)) void loud.pubsub.publish(topic, writer.sign(write(writer.account, 'flood')))
  await scene.clock.advance(500)
  const peer = await scene.stranger('peer')
  for (let i = 0; i < 10; i++) void peer.pubsub.publish(topic, ada.sign(write(ada.account, `of ada ${i}`)))
  await scene.clock.advance(500)
  expect(a.events.filter(({ type }) => type === 'penalised')).toEqual([])
  expect(titlesOf(a).filter((title) => title.startsWith('of ada')).length).toBeLessThanOrEqual(1)
  a.bonded.add(ada.account)
  a.market.regard([ada.account])
  for (let i = 0; i < 6; i++) void peer.pubsub.publish(topic, ada.sign(write(ada.account, `of ada ${i}`, { revision: 1 })))
  await scene.clock.advance(500)
  expect(titlesOf(a)).toHaveLength(6)
  expect(titlesOf(a).every((title) => title.startsWith('of ada'))).toBe(true)
  await a.market.stop()
})

test('I13/N5 forged posts in the name of a bonded account cut their sender off and spend nothing of its rate', async () => {
  const { scene, a } = await openSmall(new Set([ada.account]))
  const mallory = await scene.stranger('mallory')
  const good = ada.sign(write(ada.account, 'forged'))
  for (let i = 0; i < 1_000; i++) {
    const forged = good.slice()
    new DataView(forged.buffer).setUint32(forged.length - 300, i + 1)
    void mallory.pubsub.publish(topic, forged)
  }
  await scene.clock.advance(1_000)
  expect(a.checks()).toBeLessThan(150)
  expect(a.events.filter(({ type }) => type === 'penalised')).toHaveLength(1)
  const peer = await scene.stranger('peer')
  for (let i = 0; i < 6; i++) void peer.pubsub.publish(topic, ada.sign(write(ada.account, `of ada ${i}`)))
  await scene.clock.advance(500)
  expect(titlesOf(a)).toHaveLength(6)
  await a.market.stop()
})
