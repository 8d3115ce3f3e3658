import { devnetAccounts } from '@daomesh/chain/devnet'
import { parcelBoxOf, sealLetter, sealParcel } from '@daomesh/market'
import { decodeHeader, exchangePublicKey, utf8, ether } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { brief, dealingIn, termsOf } from './dealScene.ts'
import { leaveParcels, letterOf, linkOf, parseOpening, strangersEntry } from './parcelAttack.ts'
import { deviceKeyOf } from './startMember.ts'
import { createTimedWorld } from './timedWorld.ts'

const post = {
  space: null,
  title: 'A lamp for the yard',
  brief: 'It must stand the rain.',
  tags: ['light'] as string[],
  reward: { token: ether, amount: '5', power: null },
  deadline: 1_802_000_000,
  days: 30,
  openTo: 'anyone' as const,
}

/** Ada posts, Dan answers, and the two never meet; Cleo is in the market and no party. */
const openScene = async (others: readonly string[] = []) => {
  await warmUp()
  const ends = ['ada', 'dan', ...others]
  const names = ['cleo', ...ends]
  const world = await createTimedWorld(names, { escrow: true })
  const { api, pass, until, requestId, player, hub } = world
  const dealing = dealingIn(world)
  for (const name of ends) await dealing.online(name, false)
  // Even where both were on: who is in no group meets everybody.
  hub.partition(ends.map((name) => [player(name).device]))
  for (const name of names) await pass(api(name).market.join({ requestId: requestId() }))
  await until('the time of the chain', async () => {
    const states = await Promise.all(names.map((name) => api(name).market.status()))
    return states.every(({ now }) => now !== null)
  })
  /** One of them is there with Cleo, nobody else is. */
  const only = async (name: string) => {
    for (const other of ends) if (other !== name) await dealing.online(other, false)
    await dealing.online(name, true)
  }
  const alone = (name: 'ada' | 'dan') => only(name)
  const dealAt = async (name: string) => (await api(name).deals.list())[0]
  return { ...world, ...dealing, alone, only, dealAt }
}

/** A post, and a deal that answers it: everything as far as Dan's first offer, which lies at Cleo. */
const opened = async (scene: Awaited<ReturnType<typeof openScene>>) => {
  const { api, pass, until, requestId, alone, offer } = scene
  await alone('ada')
  const { issuer, post: id } = await pass(api('ada').market.post({ requestId: requestId(), ...post }))
  await alone('dan')
  const key = { issuer, post: id }
  const isHere = async (): Promise<boolean> =>
    (await api('dan')
      .market.get(key)
      .catch(() => null)) !== null
  await until('the post is at dan', isHere)
  const subject = { post: { id, revision: 0 }, title: post.title, brief: post.brief, tags: [], reward: null, deadline: 0 }
  const as = { side: 'hunter' as const, dao: null }
  const other = { account: issuer, kind: 'person' as const }
  const { space } = await pass(api('dan').deals.open({ requestId: requestId(), as, other, contacts: [], subject }))
  const first = await offer('dan', space, '5')
  await scene.advance(30_000)
  return { space, first }
}

test('M263 M264 M265 two persons without a DAO, never online together, close a deal from its post to the payment through a third peer of the market', async () => {
  const scene = await openScene()
  const { api, pass, until, requestId, advance, alone, dealAt, offer, readable, sees, close } = scene
  const { space, first } = await opened(scene)
  // The letter, the opening of a log, the key, the deal, the brief, the offer, and how far Dan's device has come.
  expect((await api('cleo').market.status()).carried.parcels).toBeGreaterThan(5)

  // The opening comes as a letter, the first key with it: what Dan offered is read at once, and answered.
  await alone('ada')
  await readable('ada', space)
  await sees('ada', space, first, 'open')
  const second = await offer('ada', space, '4', first, { brief: 'A lamp.\nIn green.\n' })
  await until('left with cleo', async () => (await dealAt('ada'))?.offers === 2)
  await advance(30_000)

  await alone('dan')
  await sees('dan', space, second, 'open')
  expect(await pass(api('dan').deals.accept({ requestId: requestId(), space, offer: second }))).toMatchObject({ signed: true })
  await advance(30_000)

  await alone('ada')
  await sees('ada', space, second, 'signed')
  await pass(api('ada').deals.fund({ requestId: requestId(), space, offer: second }))
  await until('it is paid in', async () => (await api('ada').deals.get({ space })).status === 'funded')
  await alone('dan')
  await until('the hunter sees it', async () => (await api('dan').deals.get({ space })).status === 'funded')

  expect(await api('cleo').deals.list()).toEqual([])
  // Each hears how far the other one has come, and takes back what it left: of each no more than that is left.
  for (const name of ['ada', 'dan', 'ada'] as const) {
    await alone(name)
    await advance(60_000)
  }
  expect((await api('cleo').market.status()).carried.parcels).toBe(2)
  await close()
}, 120_000)

test('M266/N5/D2 what a stranger leaves in a deal’s box, or writes to a device, is dropped, stored nowhere, and nobody is cut off for it', async () => {
  const scene = await openScene()
  const { api, until, player, alone, readable, sees, offer, hub, advance, pass } = scene
  const { space, first } = await opened(scene)
  const cleo = player('cleo').device
  const mallory = deviceKeyOf('mallory')
  const network = hub.network(mallory.device, { discovers: true })
  await network.start()
  await advance(1_000)

  // Mallory was given the opening, so that this names the box and opens it; the account that links the device is no party.
  const { name, key } = parcelBoxOf(space, cleo)
  const entry = await strangersEntry(space, mallory)
  const sealed = [
    sealParcel(key, { kind: 'entry', bytes: entry }),
    sealParcel(key, { kind: 'entry', bytes: utf8('no record') }),
    sealParcel(key, { kind: 'frontier', bytes: utf8('no frontier') }),
    sealParcel(new Uint8Array(32), { kind: 'entry', bytes: entry }),
  ]
  // A deal that Dan never opened: of Mallory's own account, of Dan's link without his device, and, so that this could fail, of both.
  const [dan, strange] = [scene.accounts[2], devnetAccounts(6)[5]]
  if (dan === undefined || strange === undefined) throw new RangeError('an account each')
  const other = { ...parseOpening((await api('dan').deals.link({ space })).link), nonce: '0'.repeat(32) }
  const linkOfDan = await linkOf(dan, deviceKeyOf('dan'))
  const to = deviceKeyOf('ada')
  const forged = [
    letterOf({ opening: other, linked: await linkOf(strange, mallory), by: mallory, to }),
    letterOf({ opening: other, linked: linkOfDan, by: mallory, to }),
    sealLetter(utf8('no letter'), exchangePublicKey(to.exchangeSecret), key, new Uint8Array(32).fill(7)),
    utf8('rubbish'),
  ]
  await pass(leaveParcels(network, cleo, scene.chain, { kind: 'box', name }, sealed))
  await pass(leaveParcels(network, cleo, scene.chain, { kind: 'device', name: player('ada').device }, forged))

  await alone('ada')
  await readable('ada', space)
  await sees('ada', space, first, 'open')
  const second = await offer('ada', space, '4', first)
  await advance(60_000)
  await alone('dan')
  await sees('dan', space, second, 'open')
  await until('dan looked at it too', () => Promise.resolve(player('dan').events.includes('parcel.useless')))
  for (const who of ['ada', 'dan']) {
    const entries = [...(player(who).disk.spaces.get(space)?.entries.values() ?? [])]
    expect(entries.length).toBeGreaterThan(5)
    expect(entries.filter(({ headerBytes }) => decodeHeader(headerBytes).device === mallory.device)).toEqual([])
    expect(player(who).events).toContain('parcel.useless')
    expect(player(who).events).not.toContain('peer.cutOff')
  }
  expect(player('cleo').events).not.toContain('peer.cutOff')
  expect(await api('ada').deals.list()).toHaveLength(1)
  const genuine = letterOf({ opening: other, linked: linkOfDan, by: deviceKeyOf('dan'), to })
  await pass(leaveParcels(network, cleo, scene.chain, { kind: 'device', name: player('ada').device }, [genuine]))
  await alone('ada')
  await until('a genuine letter opens it', async () => (await api('ada').deals.list()).length === 2)
  await network.stop()
  await scene.close()
}, 120_000)

test('M263 M264 nothing comes without a third peer of the market, and what a carrier forgets is left again', async () => {
  const scene = await openScene()
  const { api, pass, requestId, advance, alone, readable, until, close } = scene
  const { space } = await opened(scene)
  // Cleo leaves the market: what it carried is gone.
  await pass(api('cleo').market.leave({ requestId: requestId() }))
  expect((await api('cleo').market.status()).carried).toEqual({ parcels: 0, bytes: 0 })
  await alone('ada')
  await advance(120_000)
  expect(await api('ada').deals.list()).toEqual([])
  await pass(api('cleo').market.join({ requestId: requestId() }))
  await advance(120_000)
  expect(await api('ada').deals.list()).toEqual([])
  await alone('dan')
  await until('left again', async () => (await api('cleo').market.status()).carried.parcels > 3)
  await alone('ada')
  await readable('ada', space)
  await close()
}, 120_000)

test('M263 M124 an arbiter who never meets either side reads the deal once both agreed, through the same peer', async () => {
  const scene = await openScene(['fay'])
  const { api, pass, requestId, player, advance, alone, only, readable, sees, close } = scene
  const { space } = await opened(scene)
  await alone('ada')
  await readable('ada', space)
  const { account } = player('fay').member
  const terms = { ...termsOf('4', player('ada').member.account), arbiter: account }
  const made = { requestId: requestId(), space, side: null, answers: null, terms, brief, draft: null, note: '' }
  const { offer } = await pass(api('ada').deals.offer(made))
  await advance(30_000)
  await only('fay')
  const { link } = await api('ada').deals.link({ space })
  await pass(api('fay').deals.enter({ requestId: requestId(), link, arbiter: true }))
  await advance(60_000)
  expect(await api('fay').deals.list()).toMatchObject([{ locked: true, offers: 0 }])
  await alone('dan')
  await sees('dan', space, offer, 'open')
  await pass(api('dan').deals.accept({ requestId: requestId(), space, offer }))
  await advance(30_000)
  // Fay learns that it is let in, and says with which device; the next of the two who comes seals the key to it.
  await only('fay')
  await advance(90_000)
  await alone('ada')
  await advance(90_000)
  await only('fay')
  await readable('fay', space)
  await sees('fay', space, offer, 'signed')
  await close()
}, 120_000)
