import { tillAddress } from '@daomesh/chain'
import {
  type Address,
  address,
  decode,
  encode,
  type EntryId,
  type FileId,
  openSealedKey,
  type PostId,
  signOpened,
  type SpaceId,
  toRecord,
} from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createLinkedDevice, type LinkedDevice } from './linkedDevice.ts'
import { createTimedWorld, foundTimed, type TimedWorld } from './timedWorld.ts'

const names = ['ada', 'ben', 'cleo', 'dan'] as const
const ether = address.parse(`0x${'00'.repeat(20)}`)
const content = Uint8Array.from({ length: 600_000 }, (_, at) => (at * 7 + (at >> 8) * 13) & 255)
const sample = new TextEncoder().encode('The first page.')

beforeAll(warmUp)

const words = {
  title: 'Songs of the meadow',
  brief: 'Twelve songs, **recorded** outside.',
  tags: ['Music', 'meadow'] as string[],
  price: { token: ether, amount: '1000' },
  copies: 0,
  days: 30,
}
const search = { text: '', tags: [] as string[], issuer: null, token: null, sort: 'newest', offset: 0, limit: 20 } as const

const share = async (world: TimedWorld, name: string, space: SpaceId, called: string, bytes: Uint8Array) => {
  const { api, pass, requestId } = world
  const id = requestId()
  await pass(api(name).files.upload({ space, upload: id, size: bytes.length }))
  for (let at = 0; at < bytes.length; at += 300_000)
    await pass(api(name).files.write({ space, upload: id, at, content: Buffer.from(bytes.subarray(at, at + 300_000)).toString('base64') }))
  return pass(api(name).files.add({ requestId: id, space, upload: id, name: called, type: 'audio/flac', about: null }))
}

/** A DAO of ada and ben, which is on the chain; cleo and dan have none. All of them are in the market, and have ether. */
const selling = async () => {
  const world = await createTimedWorld(names)
  const { api, pass, until, requestId, player } = world
  for (const name of names) {
    await pass(api(name).market.join({ requestId: requestId() }))
    world.chain.fund(player(name).member.account, 10n ** 20n)
  }
  const space = await foundTimed(world, ['ada', 'ben'])
  await pass(api('ada').daos.deploy({ requestId: requestId(), space }))
  await until('it is on the chain at both', async () =>
    (await Promise.all(['ada', 'ben'].map((name) => api(name).daos.get({ space })))).every(({ deployed }) => deployed === 'final'),
  )
  await until('everybody knows the time of the chain', async () =>
    (await Promise.all(names.map((name) => api(name).market.status()))).every(({ now }) => now !== null),
  )
  const file = await share(world, 'ada', space, 'songs.flac', content)
  const first = await share(world, 'ada', space, 'first.txt', sample)
  const publish = (
    more: Partial<typeof words> = {},
    files: readonly EntryId[] = [file.entry],
    samples: readonly EntryId[] = [first.entry],
  ) => pass(api('ada').listings.publish({ requestId: requestId(), space, ...words, ...more, files: [...files], samples: [...samples] }))
  const page = (name: string, key: { readonly issuer: Address; readonly post: PostId }) => pass(api(name).listings.get(key))
  const buy = (name: string, key: { readonly issuer: Address; readonly post: PostId }) =>
    pass(api(name).listings.buy({ requestId: requestId(), ...key, as: null }))
  const purchase = async (name: string) => (await pass(api(name).listings.purchases()))[0]
  const found = (name: string, key: { readonly post: PostId }) =>
    until(`${name} finds it`, async () => (await pass(api(name).listings.search(search))).rows.some(({ post }) => post === key.post))
  const read = async (name: string, quote: `0x${string}`, of: FileId): Promise<Buffer> => {
    const parts: Buffer[] = []
    for (let at: number | null = 0; at !== null;) {
      const piece: { readonly content: string; readonly next: number | null } = await api(name).listings.readPurchase({
        quote,
        file: of,
        at,
      })
      parts.push(Buffer.from(piece.content, 'base64'))
      at = piece.next
    }
    return Buffer.concat(parts)
  }
  return { world, space, file, first, publish, page, buy, purchase, found, read }
}

test('M220 M222 M223 M224 M226 a DAO sells as one entity: a stranger finds, samples, pays into its inbox, gets the key from whoever is there, and opens the files', async () => {
  const { world, space, file, first, publish, page, buy, purchase, found, read } = await selling()
  const { api, pass, until, requestId, player } = world
  const key = await publish()
  await found('cleo', key)
  const [row] = (await pass(api('cleo').listings.search({ ...search, text: 'song mead', tags: ['music'] }))).rows
  expect(row).toMatchObject({
    title: words.title,
    sold: 0,
    copiesLeft: null,
    mine: 'none',
    own: false,
    price: { amount: '1000', known: true },
  })
  // What is for sale is no work that is wanted, and the other way round.
  expect((await api('cleo').market.status()).tags).toEqual([])
  await expect(api('cleo').market.get(key)).rejects.toMatchObject({ code: 'POST_UNKNOWN' })

  await pass(api('cleo').listings.fetchSample({ requestId: requestId(), ...key, file: first.file }))
  await until('the sample', async () => (await page('cleo', key)).samples[0]?.state === 'whole')
  expect(Buffer.from((await api('cleo').listings.read({ ...key, file: first.file, at: 0 })).content, 'base64').toString()).toBe(
    'The first page.',
  )
  await expect(api('cleo').listings.read({ ...key, file: file.file, at: 0 })).rejects.toMatchObject({ code: 'WORK_ABSENT' })

  // Ben's node has all that is sold, unasked; so the buyer needs ada no more.
  await until('ben has the files', async () =>
    (await api('ben').files.list({ space })).some((one) => one.file === file.file && one.state === 'whole'),
  )
  await world.stop('ada')
  const inbox = (await pass(api('ben').income.get({ space, tokens: [ether] }))).inbox
  const balance = (account: string): bigint => world.chain.blocks().at(-1)?.world.balances.get(address.parse(account)) ?? 0n
  await buy('cleo', key)
  await until('the files are open', async () => (await purchase('cleo'))?.state === 'here')
  expect([balance(inbox), balance(tillAddress())]).toEqual([1_000n, 0n])
  const bought = await purchase('cleo')
  expect(bought).toMatchObject({ title: words.title, reader: player('cleo').member.account })
  expect(Buffer.compare(await read('cleo', bought?.quote as `0x${string}`, file.file), Buffer.from(content))).toBe(0)

  // The seller sees who bought, and that the files opened; so does a stranger.
  await until('ben is told', async () => (await pass(api('ben').listings.ofDao({ space })))[0]?.opened === 1)
  expect((await pass(api('ben').listings.ofDao({ space })))[0]).toMatchObject({
    sold: 1,
    buyers: 1,
    taken: [{ copies: 1, price: { amount: '1000' } }],
    sales: [{ reader: player('cleo').member.account, final: true }],
  })
  await until('a stranger is told', async () => (await page('dan', key)).opened === 1)
  expect(await page('dan', key)).toMatchObject({ sold: 1, buyers: 1, mine: 'none', samples: [{ name: 'first.txt' }] })
  await world.close()
})

test('M221 M223 M226 D2 who did not pay gets no key, with whatever link; another buyer hands it on when the seller is gone', async () => {
  const { world, space, file, publish, page, buy, purchase, found } = await selling()
  const { api, pass, until, player } = world
  const key = await publish()
  await found('cleo', key)
  await found('dan', key)
  const { quote } = await page('dan', key)
  const identity = player('dan').client.profile.identity
  const link = async (nth: number) => createLinkedDevice(nth, identity.chainId, 1_900_000_000)
  const ask = async (peer: string, what: object): Promise<Record<string, unknown>> => {
    const asking = (async () => {
      const stream = await player('dan').network.openStream(player(peer).device, '/daomesh/works/1')
      await stream.send(encode(toRecord({ v: 1, ...what })))
      return decode((await stream.receive()) ?? new Uint8Array()) as Record<string, unknown>
    })()
    return pass(asking)
  }
  const askKey = async (peer: string, { link: statement, linkSignature }: Pick<LinkedDevice, 'link' | 'linkSignature'>, of = quote) =>
    (await ask(peer, { ask: 'key', quote: of, link: statement, signature: linkSignature }))['box']
  // Dan has an account and a device, and paid nothing.
  const dan = await link(3)
  expect(dan.account).toBe(player('dan').member.account)
  expect(await askKey('ada', dan)).toBeNull()

  await buy('cleo', key)
  await until('cleo has it', async () => (await purchase('cleo'))?.state === 'here')
  const cleo = await link(2)
  expect(cleo.account).toBe(player('cleo').member.account)
  for (const peer of ['ada', 'ben', 'cleo']) {
    expect(await askKey(peer, dan)).toBeNull()
    // Another's account on an own device: the account did not sign that.
    expect(await askKey(peer, { ...dan, link: { ...dan.link, member: cleo.account } })).toBeNull()
    expect(await askKey(peer, cleo, `0x${'00'.repeat(32)}`)).toBeNull()
    // The very link of the buyer brings a box, which opens on the buyer's device alone.
    const box = await askKey(peer, cleo)
    expect(box).toBeInstanceOf(Uint8Array)
    expect(() => openSealedKey(box as Uint8Array, dan.deviceKey.exchangeSecret)).toThrow(
      expect.objectContaining({ code: 'BODY_UNREADABLE' }),
    )
    expect(openSealedKey(box as Uint8Array, cleo.deviceKey.exchangeSecret)).toHaveLength(32)
  }
  await expect(api('dan').listings.readPurchase({ quote, file: file.file, at: 0 })).rejects.toMatchObject({ code: 'POST_UNKNOWN' })
  // A word that files opened is kept of who bought, and forged or of nobody else.
  const words = (by: LinkedDevice) => ({ ask: 'tell', opened: signOpened({ chain: identity, quote, ...by }) })
  expect(await ask('ada', words(dan))).toMatchObject({ taken: false })
  expect(await ask('ada', words({ ...dan, link: { ...dan.link, member: cleo.account } }))).toMatchObject({ taken: expect.any(Boolean) })
  expect((await pass(api('ada').listings.ofDao({ space })))[0]?.opened).toBeLessThanOrEqual(1)

  for (const name of ['ada', 'ben']) await world.stop(name)
  await buy('dan', key)
  await until('dan has it from cleo', async () => (await purchase('dan'))?.state === 'here')
  await world.close()
})

test('M220 M222 K1 each command acts once; other words, a sold-out price, a withdrawal and a free work', async () => {
  const { world, space, file, first, publish, page, buy, purchase, found, read } = await selling()
  const { api, pass, until, requestId } = world
  const id = requestId()
  const once = () => pass(api('ada').listings.publish({ requestId: id, space, ...words, copies: 1, files: [file.entry], samples: [] }))
  const key = await once()
  expect(await once()).toEqual(key)
  await found('cleo', key)
  await found('dan', key)
  expect(await page('cleo', key)).toMatchObject({ copiesLeft: 1 })
  const pay = requestId()
  const buyOnce = () => pass(api('cleo').listings.buy({ requestId: pay, ...key, as: null }))
  const sent = await buyOnce()
  expect((await buyOnce()).transaction?.id).toBe(sent.transaction?.id)
  await until('cleo has it', async () => (await purchase('cleo'))?.state === 'here')
  await until('dan hears that it is sold out', async () => (await page('dan', key)).copiesLeft === 0)
  await expect(buy('dan', key)).rejects.toMatchObject({ code: 'LISTING_SOLD_OUT' })

  // Another member says it anew; who is no member cannot.
  await until('ben has the record', async () => (await pass(api('ben').listings.ofDao({ space }))).length === 1)
  const again = { ...words, title: 'Songs, louder', price: { token: ether, amount: '0' } }
  await expect(pass(api('dan').listings.revise({ requestId: requestId(), space, post: key.post, ...again }))).rejects.toMatchObject({
    code: 'SPACE_UNKNOWN',
  })
  await pass(api('ben').listings.revise({ requestId: requestId(), space, post: key.post, ...again }))
  await until('the revision', async () => (await page('dan', key)).title === 'Songs, louder')
  await expect(buy('dan', key)).rejects.toMatchObject({ code: 'LISTING_UNPRICED' })
  const { quote } = await pass(api('dan').listings.open({ requestId: requestId(), ...key }))
  await until('dan reads it for nothing', async () => (await purchase('dan'))?.state === 'here')
  expect(Buffer.compare(await read('dan', quote, file.file), Buffer.from(content))).toBe(0)

  await pass(api('ada').listings.withdraw({ requestId: requestId(), space, post: key.post }))
  await until('it is off the shelf', async () => (await pass(api('dan').listings.search(search))).rows.length === 0)
  expect(await page('dan', key)).toMatchObject({ closed: true, sold: 1 })
  await expect(pass(api('ada').listings.withdraw({ requestId: requestId(), space, post: key.post }))).rejects.toMatchObject({
    code: 'POST_CLOSED',
  })
  await expect(publish({}, [file.entry], [file.entry])).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await expect(publish({}, [first.entry, file.entry].slice(0, 1), [])).resolves.toMatchObject({ revision: 0 })
  await world.close()
})

test('M407 M408 nobody pays a price that was raised meanwhile, nor twice for one work, however often it is asked', async () => {
  const { world, space, publish, page, buy, purchase, found } = await selling()
  const { api, pass, until, requestId, player } = world
  const key = await publish()
  await found('cleo', key)
  const { quote } = await page('cleo', key)
  await pass(
    api('ada').listings.revise({ requestId: requestId(), space, post: key.post, ...words, price: { token: ether, amount: '900000' } }),
  )
  await until('cleo has the revision', async () => (await page('cleo', key)).quote !== quote)
  const shown = () => pass(api('cleo').listings.buy({ requestId: requestId(), ...key, as: null, quote }))
  await expect(shown()).rejects.toMatchObject({ code: 'LISTING_CHANGED', data: { meta: { price: '900000' } } })
  expect(await api('cleo').chain.transactions()).toEqual([])

  await pass(api('ada').listings.revise({ requestId: requestId(), space, post: key.post, ...words }))
  await until('cleo has it again', async () => (await page('cleo', key)).price.amount === '1000')
  const both = await Promise.allSettled([buy('cleo', key), buy('cleo', key)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await until('cleo has it', async () => (await purchase('cleo'))?.state === 'here')
  await expect(buy('cleo', key)).rejects.toMatchObject({ code: 'LISTING_BOUGHT' })
  const { inbox } = await pass(api('ada').income.get({ space, tokens: [ether] }))
  expect(world.chain.blocks().at(-1)?.world.balances.get(address.parse(inbox))).toBe(1_000n)
  // For another account it is for sale as before.
  await found('dan', key)
  await buy('dan', key)
  await until('dan has it', async () => (await purchase('dan'))?.state === 'here')
  expect((await page('ada', key)).taken).toMatchObject([{ copies: 2 }])
  expect(player('dan').asked.length).toBeGreaterThan(0)
  await world.close()
})

test('M222 M223 M224 a DAO buys by a decision, and every member of it reads', async () => {
  const { world, publish, found, purchase } = await selling()
  const { api, pass, until, requestId } = world
  const buyers = await foundTimed(world, ['cleo', 'dan'])
  await pass(api('cleo').daos.deploy({ requestId: requestId(), space: buyers }))
  await until('it is on the chain', async () =>
    (await Promise.all(['cleo', 'dan'].map((name) => api(name).daos.get({ space: buyers })))).every(({ deployed }) => deployed === 'final'),
  )
  const card = await pass(api('cleo').daos.get({ space: buyers }))
  world.chain.fund(address.parse(card.dao), 10_000n)
  const key = await publish()
  await found('cleo', key)
  await found('dan', key)
  const { decision } = await pass(api('cleo').listings.buy({ requestId: requestId(), ...key, as: buyers }))
  if (decision === null) throw new Error('a DAO buys by a proposal')
  for (const name of ['cleo', 'dan']) {
    await until('the proposal', async () => (await api(name).proposals.list({ space: buyers })).some((row) => row.decision === decision))
    await pass(api(name).ballots.cast({ requestId: requestId(), space: buyers, choices: [{ decision, support: 'for' }], reason: '' }))
  }
  await until('enactable', async () => (await api('cleo').proposals.get({ space: buyers, decision })).tally.enactable)
  await pass(api('cleo').proposals.enact({ requestId: requestId(), space: buyers, decisions: [decision] }))
  for (const name of ['cleo', 'dan']) await until(`${name} reads`, async () => (await purchase(name))?.state === 'here')
  expect((await purchase('dan'))?.reader).toBe(card.dao)
  await world.close()
})
