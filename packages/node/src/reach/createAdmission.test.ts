import { createDevnetSigner } from '@daomesh/chain/devnet'
import type { DevnetAccount } from '@daomesh/chain/devnet'
import type { Verdict } from '@daomesh/network'
import {
  accountSignature,
  address,
  bytes32,
  daomeshDomain,
  daoSpaceOf,
  type DeviceId,
  encode,
  exchangePublicKey,
  genesisHashOf,
  hashOf,
  type InviteId,
  inviteId,
  type LinkDevice,
  lobbySpaceOf,
  to0x,
  toRecord,
} from '@daomesh/protocol'
import { describe, expect, it } from 'vitest'
import { encodeDaoProof } from '../membership/daoProof.ts'
import { chain, createStill, deviceKeyOf, factory, genesisOf, openHome, people } from '../fixtures/home.ts'

const [ann, ben, cat, dan, eve] = people as [DevnetAccount, DevnetAccount, DevnetAccount, DevnetAccount, DevnetAccount]
const year = 365 * 24 * 3_600_000
const device = (name: string): DeviceId => deviceKeyOf(name).device

describe('admission to a DAO', () => {
  const dao = address.parse(`0x${'da'.repeat(20)}`)
  const space = daoSpaceOf(chain, dao)
  const seat = (one: DevnetAccount) => ({ account: one.address, kind: 0, power: 1n, shares: 1n })

  /** Ann's home in a DAO of ann, ben and cat that dan was removed from; `members` writes yet another roster. */
  const annsHome = async (clock = createStill(), members?: readonly DevnetAccount[]) => {
    const home = openHome('ann', ann, clock)
    const genesis = genesisOf([ann, ben, cat, dan])
    home.learn(
      space,
      { kind: 'founded', genesis },
      { kind: 'rosterChanged', epoch: 1, members: [ann, ben, cat].map(seat) },
      ...(members === undefined ? [] : [{ kind: 'rosterChanged' as const, epoch: 2, members: members.map(seat) }]),
    )
    await home.spaces.add({ type: 'dao', space, chain, lobby: null, dao, factory, genesis, proposer: true, displayName: '' })
    return home
  }

  const linkOf = (of: DevnetAccount, name: string, clock: { readonly now: () => number }): LinkDevice => ({
    member: of.address,
    device: bytes32.parse(`0x${device(name)}`),
    exchangeKey: to0x(exchangePublicKey(deviceKeyOf(name).exchangeSecret)),
    notAfter: BigInt(Math.floor((clock.now() + year) / 1000)),
    nonce: to0x(hashOf('test/nonce')),
  })
  const sign = async (by: DevnetAccount, link: LinkDevice, chainId = chain.chainId) =>
    accountSignature.parse(
      await createDevnetSigner([by]).sign(by.address, {
        type: 'typedData',
        domain: daomeshDomain(chainId),
        name: 'LinkDevice',
        message: link,
        context: { title: '', lines: [] },
      }),
    )
  const proofOf = async (by: DevnetAccount, link: LinkDevice, chainId?: bigint): Promise<Uint8Array> =>
    encode(toRecord({ link, signature: await sign(by, link, chainId) }))

  it('M21 S3 S4 the verdict on every kind of proof', async () => {
    const clock = createStill()
    const home = await annsHome(clock)
    const benLink = linkOf(ben, 'ben', clock)
    const benProof = await proofOf(ben, benLink)
    const signature = await sign(ben, benLink)
    const rows: readonly (readonly [string, DeviceId, Uint8Array, Verdict])[] = [
      ['a member’s device', device('ben'), benProof, 'admit'],
      ['a second device of a member', device('ben/2'), await proofOf(ben, linkOf(ben, 'ben/2', clock)), 'admit'],
      ['the own member’s other device', device('ann/2'), await proofOf(ann, linkOf(ann, 'ann/2', clock)), 'admit'],
      ['the proof of another peer', device('cat'), benProof, 'refuse'],
      ['a removed member', device('dan'), await proofOf(dan, linkOf(dan, 'dan', clock)), 'refuse'],
      ['an account that no known roster held', device('eve'), await proofOf(eve, linkOf(eve, 'eve', clock)), 'MEMBERSHIP_UNKNOWN'],
      ['a link in a member’s name that another signed', device('eve'), await proofOf(eve, linkOf(ben, 'eve', clock)), 'refuse'],
      ['a link signed for another chain', device('ben'), await proofOf(ben, benLink, 1n), 'refuse'],
      [
        'a link changed after signing',
        device('ben'),
        encode(toRecord({ link: { ...benLink, notAfter: benLink.notAfter + 1n }, signature })),
        'refuse',
      ],
      [
        'a signature with a bit turned',
        device('ben'),
        encode(
          toRecord({ link: benLink, signature: `${signature.slice(0, 20)}${signature[20] === 'a' ? 'b' : 'a'}${signature.slice(21)}` }),
        ),
        'refuse',
      ],
      ['more than a proof', device('ben'), encode(toRecord({ link: benLink, signature, more: 1 })), 'refuse'],
      ['a proof followed by a byte', device('ben'), Uint8Array.from([...benProof, 0]), 'refuse'],
      ['nothing', device('ben'), new Uint8Array(0), 'refuse'],
      ['noise', device('ben'), hashOf('noise'), 'refuse'],
    ]
    const found = await Promise.all(rows.map(async ([what, peer, proof]) => [what, await home.admission.admit(space, peer, proof)]))
    expect(found).toEqual(rows.map(([what, , , verdict]) => [what, verdict]))
    expect(await home.admission.admit(daoSpaceOf(chain, factory), device('ben'), benProof)).toBe('refuse')
    // Nothing of what a peer showed before stays with what it shows next, in whatever order.
    const shown = rows.filter(([, peer]) => peer === device('ben')).flatMap((row) => [row, rows[0] ?? row])
    for (const [what, peer, proof, verdict] of shown)
      expect([what, await home.admission.admit(space, peer, proof)]).toEqual([what, verdict])
  })

  it('M21 S4 who was unknown is admitted once the chain tells of it, and who left is refused from then on', async () => {
    const clock = createStill()
    const home = await annsHome(clock, [ann, cat, eve])
    const verdict = async (of: DevnetAccount, name: string) =>
      home.admission.admit(space, device(name), await proofOf(of, linkOf(of, name, clock)))
    expect([await verdict(eve, 'eve'), await verdict(ben, 'ben'), await verdict(cat, 'cat')]).toEqual(['admit', 'refuse', 'admit'])
  })

  it('M24 E6 a stranger is told what became of the invite it shows; an unknown invite and a member are judged as without one', async () => {
    const clock = createStill()
    const home = await annsHome(clock)
    const [open, closed, foreign] = ['0a', '0b', '0c'].map((byte) => inviteId.parse(byte.repeat(16))) as [InviteId, InviteId, InviteId]
    const ends = Math.floor(clock.now()) + 1_000
    for (const invite of [open, closed]) await home.spaces.dao(space).append('invite.open', { invite, expires: ends })
    await home.spaces.dao(space).append('invite.revoke', { invite: closed })
    const shows = async (of: DevnetAccount, name: string, invite: InviteId) => {
      const link = linkOf(of, name, clock)
      const bytes = encodeDaoProof({ link, signature: await sign(of, link), enactments: [], invite })
      return home.admission.admit(space, device(name), bytes)
    }
    const stranger = async () => Promise.all([open, closed, foreign].map((invite) => shows(eve, 'eve', invite)))
    expect(await stranger()).toEqual(['MEMBERSHIP_UNKNOWN', 'INVITE_REVOKED', 'MEMBERSHIP_UNKNOWN'])
    expect([await shows(ben, 'ben', closed), await shows(dan, 'dan', open)]).toEqual(['admit', 'refuse'])
    clock.pass(1_000)
    expect(await stranger()).toEqual(['INVITE_EXPIRED', 'INVITE_REVOKED', 'MEMBERSHIP_UNKNOWN'])
  })

  it('M21 S3 a link gates connections until its last second and no longer', async () => {
    const clock = createStill()
    const home = await annsHome(clock)
    const link = linkOf(ben, 'ben', clock)
    const proof = await proofOf(ben, link)
    clock.pass(Number(link.notAfter) * 1000 - clock.now())
    expect(await home.admission.admit(space, device('ben'), proof)).toBe('admit')
    clock.pass(1)
    expect(await home.admission.admit(space, device('ben'), proof)).toBe('refuse')
  })

  it('M21 S3 an unlinked device is refused for good, whatever link it shows; the member’s other devices stay', async () => {
    const clock = createStill()
    const home = await annsHome(clock)
    const unlink = { member: ben.address, device: bytes32.parse(`0x${device('ben')}`), nonce: to0x(hashOf('test/nonce')) }
    const signature = await createDevnetSigner([ben]).sign(ben.address, {
      type: 'typedData',
      domain: daomeshDomain(chain.chainId),
      name: 'UnlinkDevice',
      message: unlink,
      context: { title: '', lines: [] },
    })
    await home.spaces.dao(space).append('device.unlink', { unlink, signature })
    const verdict = async (name: string, later = 0n) => {
      const link = linkOf(ben, name, clock)
      return home.admission.admit(space, device(name), await proofOf(ben, { ...link, notAfter: link.notAfter + later }))
    }
    expect([await verdict('ben'), await verdict('ben', 1_000n), await verdict('ben/2')]).toEqual(['refuse', 'refuse', 'admit'])
  })

  it('M21 S3 a node proves itself with its own link, and with nothing before it was signed', async () => {
    const clock = createStill()
    const [home, bens] = [await annsHome(clock), openHome('ben', ben, clock)]
    await bens.spaces.add({
      type: 'dao',
      space,
      chain,
      lobby: null,
      dao,
      factory,
      genesis: genesisOf([ann, ben, cat, dan]),
      proposer: false,
      displayName: '',
    })
    const prove = async () => bens.admission.prove(space, device('ann'))
    const before = await prove()
    expect([before.length, await home.admission.admit(space, device('ben'), before)]).toEqual([0, 'refuse'])
    await bens.links.of(chain.chainId, ben.address)
    expect(await home.admission.admit(space, device('ben'), await prove())).toBe('admit')
  })
})

describe('admission to a lobby', () => {
  const secret = hashOf('test/secret')
  const space = lobbySpaceOf(chain, secret)
  const hour = 3_600_000
  const enter = async (name: string, of: DevnetAccount, clock = createStill(), key = secret) => {
    const home = openHome(name, of, clock)
    await home.spaces.add({
      type: 'lobby',
      space,
      chain,
      name: 'Meadow',
      secret: key,
      expires: 1_750_000_000_000 + hour,
      founder: name === 'ann',
      displayName: name,
    })
    return home
  }
  type Home = Awaited<ReturnType<typeof enter>>
  const judge = async (judging: Home, proving: Home, as = proving.deviceKey.device) =>
    judging.admission.admit(space, as, await proving.admission.prove(space, judging.deviceKey.device))

  it('M20 S3 E6 who proves the secret is admitted while the invite is open; a proof is worth nothing for or before anybody else', async () => {
    const [home, ben2, forger] = [
      await enter('ann', ann),
      await enter('ben', ben),
      await enter('eve', eve, createStill(), hashOf('a guess')),
    ]
    const stranger = await enter('cat', cat)
    expect(await judge(home, ben2)).toBe('admit')
    expect(await judge(home, forger)).toBe('refuse')
    expect(await judge(home, ben2, device('cat'))).toBe('refuse')
    const shownToCat = await ben2.admission.prove(space, stranger.deviceKey.device)
    expect(await home.admission.admit(space, device('ben'), shownToCat)).toBe('refuse')
    expect(await home.admission.admit(space, device('ben'), new Uint8Array(0))).toBe('refuse')
  })

  it('M20 E6 an expired, a closed and a founded lobby tell the holder of the secret why; members stay in', async () => {
    const clock = createStill()
    const [home, known, late] = [await enter('ann', ann, clock), await enter('ben', ben, clock), await enter('cat', cat, clock)]
    await known.spaces.lobby(space).append('profile.set', { name: 'ben' })
    const { replica } = known.spaces.lobby(space)
    await home.spaces.lobby(space).replica.ingest(replica.audit().map(({ id }) => replica.wire(id) ?? new Uint8Array()))
    expect([await judge(home, known), await judge(home, late)]).toEqual(['admit', 'admit'])
    clock.pass(hour)
    expect([await judge(home, known), await judge(home, late)]).toEqual(['admit', 'INVITE_EXPIRED'])
    const genesis = genesisOf([ann])
    await home.spaces.lobby(space).append('lobby.propose', { factory, genesis })
    const signature = await createDevnetSigner([ann]).sign(ann.address, {
      type: 'typedData',
      domain: daomeshDomain(chain.chainId, factory),
      name: 'Genesis',
      message: genesis,
      context: { title: '', lines: [] },
    })
    await home.spaces.lobby(space).append('lobby.cosign', { genesisHash: genesisHashOf(genesis), signature })
    expect([await judge(home, known), await judge(home, late)]).toEqual(['admit', 'INVITE_REPLAYED'])
    await home.spaces.lobby(space).append('lobby.revoke', {})
    expect([await judge(home, known), await judge(home, late)]).toEqual(['admit', 'INVITE_REVOKED'])
  })
})
