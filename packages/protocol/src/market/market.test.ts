import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, to0x, toHex, utf8 } from '../bytes.ts'
import { decode, encode } from '../codec/encode.ts'
import { daomeshDomain, hashTypedData } from '../eip712/hashTypedData.ts'
import { hashOf, keccak256 } from '../hash.ts'
import { address, bytes32, type DeviceId } from '../ids.ts'
import { limits } from '../limits.ts'
import { decodePost, encodePost, outranks, type Post, revisionIdOf } from './post.ts'
import { postId } from './postFields.ts'
import { checkPost, isOfChain, marketSpaceOf, marketTopicOf, openPost, signPost } from './signedPost.ts'

const chain = { chainId: 31_337n, genesisHash: bytes32.parse(`0x${'11'.repeat(32)}`) }
const accountSecret = hashOf('test', utf8('account'))
const issuer = address.parse(to0x(keccak256(secp256k1.getPublicKey(accountSecret, false).subarray(1)).subarray(12)))
const deviceSecret = hashOf('test', utf8('device'))
const device = toHex(ed25519.getPublicKey(deviceSecret)) as DeviceId
const deviceKey = { sign: (message: Uint8Array) => ed25519.sign(message, deviceSecret) }
const zero = address.parse(`0x${'00'.repeat(20)}`)

const post: Post = {
  v: 1,
  chain: { chainId: '31337', genesisHash: chain.genesisHash },
  issuer,
  post: postId.parse('ab'.repeat(16)),
  revision: 0,
  title: 'A fence',
  brief: '<img src=x onerror=alert(1)> [x](javascript:alert(1))',
  tags: ['garden', 'wood'],
  reward: { token: zero, amount: '1000', power: '2' },
  deadline: 2_000,
  expires: 1_000,
  openTo: 'anyone',
  contact: ['/ip4/10.0.0.1/tcp/4001'],
  closed: false,
}
const link = {
  member: issuer,
  device: to0x(fromHex(device)),
  exchangeKey: to0x(hashOf('test', utf8('x'))),
  notAfter: 9_000n,
  nonce: to0x(hashOf('test', utf8('n'))),
}
const signLink = (chainId: bigint) => {
  const digest = fromHex(hashTypedData(daomeshDomain(chainId), 'LinkDevice', link))
  const signature = secp256k1.Signature.fromBytes(
    secp256k1.sign(digest, accountSecret, { prehash: false, format: 'recovered' }),
    'recovered',
  )
  const compact = signature.toBytes('compact')
  return to0x(Uint8Array.of(...compact, 27 + (signature.recovery ?? 0)))
}
const linkSignature = signLink(chain.chainId)
const verifier = {
  verifyDevice: (items: readonly { device: DeviceId; message: Uint8Array; signature: Uint8Array }[]) =>
    Promise.resolve(items.map((item) => ed25519.verify(item.signature, item.message, fromHex(item.device)))),
  recoverAccount: (digest: string, signature: string) => {
    try {
      const bytes = fromHex(signature)
      const parsed = secp256k1.Signature.fromBytes(bytes.subarray(0, 64), 'compact').addRecoveryBit((bytes[64] ?? 0) - 27)
      const key = parsed.recoverPublicKey(fromHex(digest)).toBytes(false)
      return address.parse(to0x(keccak256(key.subarray(1)).subarray(12)))
    } catch {
      return null
    }
  },
}
const signed = (more: Partial<Post> = {}) => signPost({ post: { ...post, ...more }, link, linkSignature, deviceKey })
const refused = expect.objectContaining({ code: 'POST_MALFORMED' })
const thrown = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return error
  }
}

test('P40 a post is read back as it was written, and its id changes with every field', () => {
  expect(decodePost(encodePost(post))).toEqual(post)
  const changes: Partial<Post>[] = [
    { issuer: zero },
    { post: postId.parse('cd'.repeat(16)) },
    { revision: 1 },
    { title: 'Another' },
    { brief: '' },
    { tags: [] },
    { reward: { token: zero, amount: '1000' } },
    { reward: { token: issuer, amount: '1000', power: '2' } },
    { deadline: 1 },
    { expires: 1 },
    { openTo: 'daos' },
    { openTo: [issuer] },
    { contact: [] },
    { closed: true },
    { chain: { chainId: '1', genesisHash: chain.genesisHash } },
  ]
  const ids = [post, ...changes.map((change) => ({ ...post, ...change }))].map((one) => revisionIdOf(encodePost(one)))
  expect(new Set(ids).size).toBe(changes.length + 1)
})

test('P40/D1/E1 what is not of that form is no post: too long, not sorted, hidden marks, amounts that are none', () => {
  const bad: Partial<Record<keyof Post, unknown>>[] = [
    { title: '' },
    { title: 'two\nlines' },
    { title: 'a\u202egnp.exe' },
    { title: 'zero\u200bwidth' },
    { title: 'x'.repeat(limits.titleBytes + 1) },
    { brief: 'x'.repeat(limits.postBriefBytes + 1) },
    { brief: 'bell\u0007' },
    { tags: ['wood', 'garden'] },
    { tags: ['wood', 'wood'] },
    { tags: ['Wood'] },
    { tags: ['<b>'] },
    { tags: ['-wood'] },
    { tags: Array.from({ length: limits.postTags + 1 }, (_, i) => `t${i}`) },
    { reward: { token: zero, amount: '-1' } },
    { reward: { token: zero, amount: 1 } },
    { reward: { token: zero, amount: (1n << 128n).toString() } },
    { reward: { token: zero, amount: '1', more: true } },
    { revision: -1 },
    { revision: 1.5 },
    { expires: 2 ** 40 },
    { openTo: 'nobody' },
    { openTo: [] },
    { contact: ['a', 'b', 'c', 'd', 'e'] },
    { contact: ['\u2066x'] },
    { closed: 1 },
    { more: 1 } as never,
    { v: 0 },
  ]
  for (const change of bad) {
    expect({ change, error: thrown(() => encodePost({ ...post, ...change } as never)) }).toEqual({ change, error: refused })
    expect({ change, error: thrown(() => decodePost(encode({ ...post, ...change }))) }).toEqual({ change, error: refused })
  }
})

test('P41 a signed post opens and is good; a post of a newer version is told apart from a broken one', async () => {
  const opened = openPost(signed())
  expect(opened).toMatchObject({ post, link, id: revisionIdOf(encodePost(post)) })
  expect(await checkPost(opened, verifier)).toBe(true)
  expect(isOfChain(post, chain)).toBe(true)
  expect(isOfChain(post, { ...chain, chainId: 1n })).toBe(false)
  expect(isOfChain(post, { ...chain, genesisHash: bytes32.parse(`0x${'12'.repeat(32)}`) })).toBe(false)
  expect(thrown(() => openPost(encode([2, 'whatever'])))).toMatchObject({ code: 'POST_NEWER' })
  expect(thrown(() => decodePost(encode({ ...post, v: 3, more: [] })))).toMatchObject({ code: 'POST_NEWER' })
  expect(thrown(() => openPost(new Uint8Array(limits.postBytes + 1)))).toEqual(refused)
})

test('P41 the longest post there can be fits', () => {
  const wire = signed({
    title: 'x'.repeat(limits.titleBytes),
    brief: 'x'.repeat(limits.postBriefBytes),
    tags: Array.from({ length: limits.postTags }, (_, i) => `${i}${'x'.repeat(limits.postTagBytes - 1)}`),
    contact: Array.from({ length: limits.postContacts }, () => 'x'.repeat(limits.postContactBytes)),
    openTo: Array.from({ length: limits.postHunters }, (_, i) => address.parse(`0x${(10 + i).toString().repeat(20)}`)),
  })
  expect(wire.length).toBeLessThan(limits.postBytes)
})

test('P41/D1/D2 one flipped bit anywhere, another device or another chain’s link: never a good post', async () => {
  const wire = signed()
  await fc.assert(
    fc.asyncProperty(fc.nat(wire.length * 8 - 1), async (bit) => {
      const changed = wire.slice()
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const opened = thrown(() => openPost(changed))
      if (opened instanceof Error) expect(opened).toHaveProperty('code', expect.stringMatching(/^POST_(MALFORMED|NEWER)$/))
      else expect(await checkPost(opened as ReturnType<typeof openPost>, verifier)).toBe(false)
    }),
    { numRuns: 150 },
  )
  const foreign = signPost({ post, link, linkSignature: signLink(1n), deviceKey })
  expect(await checkPost(openPost(foreign), verifier)).toBe(false)
  const otherDevice = { sign: (message: Uint8Array) => ed25519.sign(message, accountSecret) }
  expect(await checkPost(openPost(signPost({ post, link, linkSignature, deviceKey: otherDevice })), verifier)).toBe(false)
})

test('P41/D1 random bytes and random values are refused with a code', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.anything().map((value) => encodable(value)),
      ),
      (bytes) => {
        expect(thrown(() => openPost(bytes))).toHaveProperty('code', expect.stringMatching(/^POST_(MALFORMED|NEWER)$/))
      },
    ),
  )
})
const encodable = (value: unknown): Uint8Array => {
  try {
    return encode(value)
  } catch {
    return new Uint8Array([1])
  }
}

test('P42 the higher revision stands, of two equal ones that with the larger id', () => {
  const ranked = [0, 1, 1, 2].map((revision, i) => ({ revision, id: revisionIdOf(Uint8Array.of(i)) }))
  for (const one of ranked)
    for (const other of ranked) {
      if (one === other) continue
      expect(outranks(one, other)).toBe(!outranks(other, one))
      if (one.revision !== other.revision) expect(outranks(one, other)).toBe(one.revision > other.revision)
      else expect(outranks(one, other)).toBe(one.id > other.id)
    }
})

test('P43 each chain has a market and a topic of its own', () => {
  const market = marketSpaceOf(chain)
  const others = [
    { ...chain, chainId: 1n },
    { ...chain, genesisHash: bytes32.parse(`0x${'12'.repeat(32)}`) },
  ].map(marketSpaceOf)
  expect(new Set([market, ...others, ...[market, ...others].map(marketTopicOf)]).size).toBe(6)
  expect(decode(encode(market))).toBe(market)
})
