import { predictDaoAddress } from '@daomesh/chain'
import { createDevnetSigner, type DevnetAccount } from '@daomesh/chain/devnet'
import { devicesOfSeal, sealsOf } from '@daomesh/governance'
import {
  accountSignature,
  bytes32,
  decode,
  encode,
  encodeDealOpening,
  daomeshDomain,
  daoSpaceOf,
  type DealOpening,
  dealSpaceOf,
  type DeviceId,
  decodeEntry,
  governanceStream,
  lobbySpaceOf,
  type SpaceId,
  to0x,
  toRecord,
  hashOf,
} from '@daomesh/protocol'
import { createMemoryHub } from '@daomesh/network/memory'
import { systemClock } from '@daomesh/protocol/system'
import { expect, onTestFinished, test } from 'vitest'
import { acceptShown } from '../deals/acceptShown.ts'
import { escrowOf } from '../deals/escrowOf.ts'
import { chain, factory, genesisOf, openHome, people } from '../fixtures/home.ts'
import { random } from '../fixtures/room.ts'
import { encodeDaoProof } from '../membership/daoProof.ts'
import { isWelcome } from '../parcels/isWelcome.ts'
import { askStranger } from '../reach/strangers.ts'
import { createCounter } from '../sales/createCounter.ts'

const [ann, ben, dan] = people as [DevnetAccount, DevnetAccount, DevnetAccount]
const genesis = genesisOf([ann, ben])
const dao = predictDaoAddress(factory, genesis)
const space = daoSpaceOf(chain, dao)
const secret = new Uint8Array(32).fill(9)
const lobby = lobbySpaceOf(chain, secret)
const lobbyRecord = {
  type: 'lobby',
  space: lobby,
  chain,
  name: 'Meadow',
  secret,
  expires: 2 ** 50,
  founder: false,
  displayName: '',
} as const
const daoRecord = { type: 'dao', space, chain, lobby, dao, factory, genesis, proposer: true, displayName: '' } as const

type Home = ReturnType<typeof openHome>
const bring = async (id: SpaceId, from: Home, to: Home): Promise<void> => {
  const { replica } = from.spaces.find(id) ?? from.spaces.dao(id)
  const wires = [...replica.lines(governanceStream)].flatMap((line) => replica.wire(line.id) ?? [])
  await to.spaces.find(id)?.replica.ingest(wires)
}
const unlinkOf = async (device: DeviceId) => {
  const unlink = { member: ann.address, device: bytes32.parse(`0x${device}`), nonce: to0x(hashOf('test/unlink')) }
  const context = { title: '', lines: [] }
  const domain = daomeshDomain(chain.chainId)
  const request = { type: 'typedData', domain, name: 'UnlinkDevice', message: unlink, context } as const
  return { unlink, signature: accountSignature.parse(await createDevnetSigner([ann]).sign(ann.address, request)) }
}
const handedTo = (home: Home, id: SpaceId): ReadonlySet<string> =>
  new Set(sealsOf(home.spaces.find(id)?.registers() ?? home.spaces.dao(id).registers()).flatMap(devicesOfSeal))

/** Ben, in a lobby with Ann; he has heard that she unlinked a device that she lost. */
const heard = async () => {
  const [hers, lost, his] = [openHome('ann', ann), openHome('ann lost', ann), openHome('ben', ben)]
  for (const home of [hers, lost, his]) {
    await home.spaces.add(lobbyRecord)
    await home.spaces.lobby(lobby).append('profile.set', { name: 'x' })
  }
  await bring(lobby, lost, hers)
  await hers.spaces.lobby(lobby).append('device.unlink', await unlinkOf(lost.deviceKey.device))
  for (const home of [lost, hers]) await bring(lobby, home, his)
  return { hers, lost, his }
}

test('M344 what a lobby has of a lost device its DAO goes by: it gets no first key, and is admitted nowhere', async () => {
  const { hers, lost, his } = await heard()
  await his.spaces.add(daoRecord)
  await his.spaces.dao(space).append('profile.set', { name: 'Ben' })
  expect(handedTo(his, space)).toEqual(new Set([hers, his].map(({ deviceKey }) => deviceKey.device)))
  const shows = async ({ links, deviceKey }: Home) => {
    const { link, signature } = await links.of(chain.chainId, ann.address)
    return his.admission.admit(space, deviceKey.device, encodeDaoProof({ link, signature, enactments: [], invite: undefined }))
  }
  expect([await shows(hers), await shows(lost)]).toEqual(['admit', 'refuse'])
})

test('M344 what a DAO has of a lost device its deals go by: it gets no first key', async () => {
  const [hers, lost] = [openHome('ann', ann), openHome('ann lost', ann)]
  for (const home of [hers, lost]) await home.spaces.add({ ...daoRecord, lobby: null })
  await hers.spaces.dao(space).append('profile.set', { name: 'Ann' })
  await bring(space, hers, lost)
  await lost.spaces.dao(space).openLog(governanceStream)
  await bring(space, lost, hers)
  await hers.spaces.dao(space).append('device.unlink', await unlinkOf(lost.deviceKey.device))
  const opening: DealOpening = {
    v: 1,
    chain,
    escrow: factory,
    issuer: { kind: 'dao', dao, factory, genesis },
    hunter: { kind: 'person', account: dan.address },
    subject: { post: null, title: 'Lamp', brief: 'A lamp.', tags: [], reward: null, deadline: 0 },
    nonce: '0'.repeat(32),
  }
  const deal = dealSpaceOf(opening)
  await hers.spaces.add({ type: 'deal', space: deal, chain, opening, opener: true, contacts: [], displayName: '' })
  await hers.spaces.deal(deal).append('profile.set', { name: 'Ann' })
  expect(handedTo(hers, deal)).toEqual(new Set([hers.deviceKey.device]))
})

const dealWith = (nonce: string): DealOpening => ({
  v: 1,
  chain,
  escrow: escrowOf(),
  issuer: { kind: 'person', account: ben.address },
  hunter: { kind: 'person', account: ann.address },
  subject: { post: null, title: 'Lamp', brief: 'A lamp.', tags: [], reward: null, deadline: 0 },
  nonce: nonce.repeat(32),
})

test('M404 D5 a deal that a lost device shows is not opened, and no log that it begins in one is taken from a carrier', async () => {
  const { hers, lost, his } = await heard()
  const shows = async ({ links, deviceKey }: Home, opening: DealOpening) => {
    const shown = { opening: encodeDealOpening(opening), ...(await links.of(chain.chainId, ann.address)), as: 'party' } as const
    return acceptShown(his, deviceKey.device, shown)
  }
  await expect(shows(lost, dealWith('1'))).rejects.toMatchObject({ code: 'MEMBERSHIP_REFUSED' })
  expect(his.spaces.deals()).toEqual([])
  await shows(hers, dealWith('2'))
  const deal = dealSpaceOf(dealWith('2'))
  const opens = async (home: Home) => {
    const opening = dealWith('2')
    await home.spaces.add({ type: 'deal', space: deal, chain, opening, opener: false, contacts: [], displayName: '' })
    await home.spaces.deal(deal).openLog(governanceStream)
    const { replica } = home.spaces.deal(deal)
    const [first] = [...replica.lines(governanceStream)].flatMap((line) => replica.wire(line.id) ?? [])
    if (first === undefined) throw new RangeError('a log')
    return isWelcome(his.spaces.deal(deal), decodeEntry(first), { spaces: his.spaces.all(), verifier: his.adapters.verifier })
  }
  expect([await opens(hers), await opens(lost)]).toEqual([true, false])
})

test('M404 M223 D5 the key of a work that its account paid for is sealed to no device that it unlinked', async () => {
  const { hers, lost, his } = await heard()
  const hub = createMemoryHub({ clock: systemClock, random })
  const join = async ({ deviceKey }: Home) => {
    const network = hub.network(deviceKey.device)
    await network.start()
    onTestFinished(() => network.stop())
    return network
  }
  const [network, asking] = [await join(his), await join(lost)]
  const quote = to0x(hashOf('test/quote'))
  const bought = { final: new Map([[quote, [{ reader: ann.address }]]]), shown: new Map() }
  createCounter({
    ...his,
    adapters: { ...his.adapters, network, clock: systemClock },
    market: { rosters: { read: async () => null } },
    sales: {
      look: async () => bought as never,
      keyOf: () => ({ listing: {} as never, key: hashOf('test/work') }),
      openedOf: () => [],
      takeOpened: async () => false,
    },
  })
  await asking.dial(network.addresses()[0] ?? '')
  const ask = async ({ links }: Home) => {
    const { link, signature } = await links.of(chain.chainId, ann.address)
    const frame = encode(toRecord({ v: 1, ask: 'key', quote, link, signature }))
    const answer = await askStranger({ network: asking, clock: systemClock, protocol: '/daomesh/works/1' }, network.self, frame)
    return (decode(answer ?? new Uint8Array()) as { readonly box: unknown }).box
  }
  expect(await ask(hers)).toBeInstanceOf(Uint8Array)
  expect(await ask(lost)).toBeNull()
})
