import { type Address, address, bytes32, encode, limits, type Post } from '@daomesh/protocol'
import { createSeededRandom, realVerifier } from '@daomesh/testing'
import { beforeAll, expect, test } from 'vitest'
import { chain, createWriter, now, postOf, sell, write, type Writer } from '../fixtures/posts.ts'
import { marketLimits } from '../limits.ts'
import { memoryMarketStore } from '../memory/index.ts'
import type { IssuerKind } from '../store/marketStore.ts'
import { createReception } from './createReception.ts'
import { makeRoom } from './makeRoom.ts'

const dao = address.parse(`0x${'da'.repeat(20)}`)
let ada: Writer
let ben: Writer
beforeAll(async () => {
  ;[ada, ben] = [await createWriter(0), await createWriter(1)]
})

const open = () => {
  const store = memoryMarketStore()
  const scene = {
    time: 0,
    chainNow: now as number | null,
    roster: null as readonly Address[] | null,
    bonded: new Set<Address>(),
    unlinked: new Set<string>(),
    recoveries: 0,
  }
  const verifier = realVerifier()
  const reception = createReception({
    store,
    verifier: {
      verifyDevice: verifier.verifyDevice,
      recoverAccount: (digest, signature) => {
        scene.recoveries += 1
        return verifier.recoverAccount(digest, signature)
      },
    },
    clock: { now: () => scene.time },
    random: createSeededRandom('reception'),
    chain,
    chainNow: () => scene.chainNow,
    isBonded: (account) => scene.bonded.has(account),
    isUnlinked: (account, device) => scene.unlinked.has(`${account} ${device}`),
    inRoster: (_, account) => Promise.resolve(scene.roster?.includes(account) ?? null),
  })
  const bring = async (writer: Writer, name: string, more: Partial<Post> = {}) =>
    (await reception.receive(writer.sign(write(more.issuer ?? writer.account, name, more)))).because
  return { store, scene, reception, bring }
}

test('I7/N6 what is wrong whoever looks is rejected, what cannot be judged here and now is left alone', async () => {
  const { scene, reception, bring, store } = open()
  expect(await bring(ada, 'fence')).toBe('stored')
  expect(await bring(ada, 'fence')).toBe('known')
  expect(await bring(ada, 'fence', { revision: 2, title: 'x' })).toBe('stored')
  expect(await bring(ada, 'fence', { revision: 1, title: 'y' })).toBe('older')
  const other = { chainId: '31337', genesisHash: bytes32.parse(`0x${'12'.repeat(32)}`) }
  expect(await bring(ada, 'a', { chain: other })).toBe('foreignChain')
  expect(await bring(ada, 'a', { expires: now })).toBe('over')
  expect(await bring(ada, 'a', { expires: now + limits.postSeconds + 1 })).toBe('tooFar')
  expect(await bring(ada, 'a', { expires: now + limits.postSeconds })).toBe('stored')
  expect(await bring(await createWriter(2, now - 1), 'a')).toBe('linkOver')
  scene.chainNow = null
  expect(await bring(ada, 'b')).toBe('noChainTime')
  scene.chainNow = now
  expect(await bring(ada, 'b', { issuer: dao })).toBe('rosterUnknown')
  scene.roster = [ben.account]
  expect(await bring(ada, 'b', { issuer: dao })).toBe('notInRoster')
  expect(await bring(ben, 'b', { issuer: dao })).toBe('stored')
  expect(store.get({ issuer: dao, post: postOf('b') })).toMatchObject({ kind: 'dao' })
  expect((await reception.receive(encode([2, 'from tomorrow']))).because).toBe('newerVersion')
  const verdicts = await Promise.all(
    [new Uint8Array(9), encode([2]), ada.sign(write(ben.account, 'forged', {})).map((byte, i) => (i === 300 ? byte ^ 1 : byte))].map(
      reception.receive,
    ),
  )
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['reject', 'ignore', 'reject'])
})

test('I7/D2 a post in another account’s name is a DAO’s that the chain does not know: nothing of it is kept', async () => {
  const { bring, store, scene } = open()
  scene.roster = []
  expect(await bring(ada, 'forged', { issuer: ben.account })).toBe('notInRoster')
  expect(store.size().posts).toBe(0)
})

test('I7/N5 the cheap questions come first: a copy, an old or an over post costs no signature, and a link is recovered once', async () => {
  const { scene, bring } = open()
  await bring(ada, 'fence', { revision: 1 })
  expect(scene.recoveries).toBe(1)
  for (const more of [{ revision: 1 }, { revision: 0 }, { expires: now - 1, revision: 5 }]) await bring(ada, 'fence', more)
  await bring(ada, 'barn')
  expect(scene.recoveries).toBe(1)
})

test('I8 an issuer has so many posts and so many revisions an hour; a forged post spends nothing of another one’s rate', async () => {
  const { scene, bring, reception, store } = open()
  for (let i = 0; i < 2 * marketLimits.postsOfAccount; i++) {
    const forged = ada.sign(write(ada.account, `x${i}`))
    forged[forged.length - 200] = (forged[forged.length - 200] ?? 0) ^ 1
    await reception.receive(forged)
  }
  for (let i = 0; i < marketLimits.postsOfAccount; i++) expect(await bring(ada, `post ${i}`)).toBe('stored')
  expect(await bring(ada, 'one more')).toBe('rate')
  expect(await bring(ben, 'of another')).toBe('stored')
  scene.time += (3_600_000 / marketLimits.revisionsOfAccount) * 1.01
  expect(await bring(ada, 'one more')).toBe('quota')
  expect(await bring(ada, 'post 3', { revision: 1 })).toBe('stored')
  expect(await bring(ada, 'post 4', { revision: 1 })).toBe('rate')
  expect(store.countOf(ada.account)).toBe(marketLimits.postsOfAccount)
})

test('I8 a bonded account has more posts and revisions, and only as long as its bond counts', async () => {
  const { scene, bring, store } = open()
  scene.bonded.add(ada.account)
  for (let i = 0; i < marketLimits.postsOfBonded; i++) expect(await bring(ada, `post ${i}`)).toBe('stored')
  expect(store.issuers('bonded')).toEqual([ada.account])
  expect(await bring(ada, 'one more')).toBe('rate')
  scene.time += (3_600_000 / marketLimits.revisionsOfBonded) * 1.01
  expect(await bring(ada, 'one more')).toBe('quota')
  expect(await bring(ada, 'post 3', { revision: 1 })).toBe('stored')
  scene.bonded.clear()
  scene.time += 3_600_000
  expect(await bring(ada, 'one more')).toBe('quota')
  expect(await bring(ada, 'post 4', { revision: 1 })).toBe('stored')
})

test('I13/D2 N5 a bond is the account’s own: a forged post in a bonded name is rejected, and one signed by another is a DAO’s that is not', async () => {
  const { scene, bring, reception, store } = open()
  scene.bonded.add(ada.account)
  scene.roster = []
  expect(await bring(ben, 'forged', { issuer: ada.account })).toBe('notInRoster')
  const forged = ada.sign(write(ada.account, 'forged'))
  forged[forged.length - 200] = (forged[forged.length - 200] ?? 0) ^ 1
  expect((await reception.receive(forged)).verdict).toBe('reject')
  expect(store.size().posts).toBe(0)
})

test('I3 a revision that ends sooner does not bring an earlier one back', async () => {
  const { scene, bring, store } = open()
  await bring(ada, 'fence', { expires: now + 1000 })
  await bring(ada, 'fence', { revision: 1, expires: now + 10, closed: true })
  scene.chainNow = now + 500
  store.sweep(now + 500)
  expect(await bring(ada, 'fence', { expires: now + 1000 })).toBe('older')
})

test('I9 own posts are kept whatever the rate and the quota', async () => {
  const { reception, store } = open()
  for (let i = 0; i < marketLimits.postsOfAccount + 3; i++) reception.keepOwn(ada.sign(write(ada.account, `post ${i}`)))
  expect(store.size().posts).toBe(marketLimits.postsOfAccount + 3)
  reception.keepOwn(ada.sign(write(ada.account, 'post 1', { revision: 2 })))
  reception.keepOwn(ada.sign(write(ada.account, 'post 1', { revision: 1 })))
  expect(store.get({ issuer: ada.account, post: postOf('post 1') })).toMatchObject({ own: true, post: { revision: 2 } })
})

test('I4/N4 a full market stays at its size: a flood of new accounts displaces no DAO, and a loud account loses its own first', async () => {
  const { store, reception } = open()
  const most = { posts: 100, bytes: 1_000_000 }
  const random = createSeededRandom('flood')
  const accountOf = (i: number): Address => address.parse(`0x${(0x10_000 + i).toString(16).padStart(40, '0')}`)
  const add = (issuer: Address, name: string, kind: IssuerKind): boolean => {
    const rank = new DataView(random.bytes(4).buffer).getUint32(0)
    const { wire, id, post } = reception.keepOwn(ada.sign(write(issuer, name)))
    store.remove(post)
    if (!makeRoom({ store, kind, issuer, bytes: wire.length, rank, most })) return false
    store.put({ wire, id, post, kind, own: false, until: post.expires, rank })
    return true
  }
  for (let i = 0; i < 20; i++) expect(add(dao, `dao ${i}`, 'dao')).toBe(true)
  for (let i = 0; i < 10; i++) add(ben.account, `loud ${i}`, 'account')
  for (let i = 0; i < 70; i++) add(accountOf(i), 'honest', 'account')
  expect(store.size().posts).toBe(100)
  for (let i = 0; i < 9; i++) add(accountOf(1000 + i), 'flood', 'account')
  // Nine of the loud one’s ten made room.
  expect([store.countOf(ben.account), store.countOf(dao), store.size().posts]).toEqual([1, 20, 100])
  for (let i = 0; i < 700; i++) add(accountOf(2000 + i), 'flood', 'account')
  const honest = Array.from({ length: 70 }, (_, i) => store.countOf(accountOf(i))).filter((count) => count > 0).length
  // A fair sample of all that came: about one in nine, not none.
  expect(honest).toBeGreaterThan(1)
  expect([store.countOf(dao), store.size().posts]).toEqual([20, 100])
  expect(add(address.parse(`0x${'db'.repeat(20)}`), 'another dao', 'dao')).toBe(true)
  expect(makeRoom({ store, kind: 'dao', issuer: dao, bytes: 1, rank: 0, most: { posts: 0, bytes: 0 } })).toBe(false)
})

test('I17 D2 a listing is taken of whoever sits in the roster of the DAO that sells, and of no account in its own name', async () => {
  const { scene, reception, store } = open()
  const bring = async (writer: Writer, issuer: Address) => (await reception.receive(writer.sign(sell(issuer, 'songs')))).because
  expect(await bring(ada, ada.account)).toBe('malformed')
  expect(await bring(ada, dao)).toBe('rosterUnknown')
  scene.roster = [ben.account]
  expect(await bring(ada, dao)).toBe('notInRoster')
  expect(await bring(ben, dao)).toBe('stored')
  expect(store.countOf(dao)).toBe(1)
})

test('I22 D5 what a device that its account unlinked says is left alone, and what it said before makes way for the issuer, whatever its revision', async () => {
  const { scene, reception, bring, store } = open()
  scene.roster = [ada.account, ben.account]
  expect(await bring(ada, 'fence', { issuer: dao, revision: limits.postRevisions })).toBe('stored')
  expect(await bring(ben, 'fence', { issuer: dao, revision: 1 })).toBe('older')
  scene.unlinked.add(`${ada.account} ${ada.device}`)
  expect(await reception.receive(ada.sign(write(ada.account, 'lamp')))).toMatchObject({ verdict: 'ignore', because: 'unlinked' })
  // No signature is looked at for it.
  const before = scene.recoveries
  expect(await bring(ada, 'gate')).toBe('unlinked')
  expect(scene.recoveries).toBe(before)
  expect(await bring(ben, 'fence', { issuer: dao, revision: 1, title: 'ours' })).toBe('stored')
  expect(store.get({ issuer: dao, post: postOf('fence') })?.post).toMatchObject({ revision: 1, title: 'ours' })
  // The same account by another device, and the same device of another account, are somebody else.
  scene.unlinked.clear()
  scene.unlinked.add(`${ben.account} ${ada.device}`)
  expect(await bring(ada, 'lamp')).toBe('stored')
})
