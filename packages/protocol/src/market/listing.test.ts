import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { expect, test } from 'vitest'
import { fromHex, to0x, toHex, utf8 } from '../bytes.ts'
import { encode } from '../codec/encode.ts'
import { daomeshDomain, hashTypedData } from '../eip712/hashTypedData.ts'
import { hash } from '../fixtures/entries.ts'
import { hashOf, keccak256 } from '../hash.ts'
import { type Address, address, bytes32, type DeviceId, fileId } from '../ids.ts'
import { type Listing, workOf } from './listing.ts'
import { checkOpened, openOpened, signOpened } from './opened.ts'
import { decodePost, encodePost, isListing } from './post.ts'
import { postId } from './postFields.ts'
import { quoteIdOf, quoteOf } from './quote.ts'
import { openPost, signPost } from './signedPost.ts'
import { lockOf, openWork, sealWork, workSpaceOf } from './workKeys.ts'

const chain = { chainId: 31_337n, genesisHash: bytes32.parse(`0x${'11'.repeat(32)}`) }
const accountSecret = hashOf('test', utf8('account'))
const account = address.parse(to0x(keccak256(secp256k1.getPublicKey(accountSecret, false).subarray(1)).subarray(12)))
const deviceSecret = hashOf('test', utf8('device'))
const deviceKey = { sign: (message: Uint8Array) => ed25519.sign(message, deviceSecret) }
const link = {
  member: account,
  device: to0x(ed25519.getPublicKey(deviceSecret)),
  exchangeKey: to0x(hashOf('test', utf8('x'))),
  notAfter: 9_000n,
  nonce: to0x(hashOf('test', utf8('n'))),
}
const recovered = secp256k1.Signature.fromBytes(
  secp256k1.sign(fromHex(hashTypedData(daomeshDomain(chain.chainId), 'LinkDevice', link)), accountSecret, {
    prehash: false,
    format: 'recovered',
  }),
  'recovered',
)
const linkSignature = to0x(Uint8Array.of(...recovered.toBytes('compact'), 27 + (recovered.recovery ?? 0)))
const verifier = {
  verifyDevice: (items: readonly { device: DeviceId; message: Uint8Array; signature: Uint8Array }[]) =>
    Promise.resolve(items.map((item) => ed25519.verify(item.signature, item.message, fromHex(item.device)))),
  recoverAccount: (digest: string, signature: string): Address | null => {
    const bytes = fromHex(signature)
    const parsed = secp256k1.Signature.fromBytes(bytes.subarray(0, 64), 'compact').addRecoveryBit((bytes[64] ?? 27) - 27)
    const point = parsed.recoverPublicKey(fromHex(digest)).toBytes(false)
    return address.parse(to0x(keccak256(point.subarray(1)).subarray(12)))
  },
}

const key = hashOf('test', utf8('key of the work'))
const fileKeys = [hashOf('test', utf8('one')), hashOf('test', utf8('two'))]
const files = ['a', 'b'].map((name) => ({ file: fileId.parse(hash(name)), name: `${name}.flac`, size: 7 }))
const listing: Listing = {
  v: 2,
  chain: { chainId: '31337', genesisHash: chain.genesisHash },
  issuer: address.parse(`0x${'da'.repeat(20)}`),
  post: postId.parse('ab'.repeat(16)),
  revision: 0,
  title: 'Songs',
  brief: '<img src=x onerror=alert(1)>',
  tags: ['music'],
  price: { token: address.parse(`0x${'00'.repeat(20)}`), amount: '1000' },
  copies: 0,
  files,
  samples: [{ file: fileId.parse(hash('s')), key: hashOf('test', utf8('s')), name: 's.txt', size: 1 }],
  ...sealWork(key, fileKeys),
  key: null,
  expires: 1_000,
  contact: [],
  closed: false,
}

test('P96 a listing is read as it was written, and is told from work that is wanted by its version alone', () => {
  const read = decodePost(encodePost(listing))
  expect(read).toEqual(listing)
  expect(isListing(read)).toBe(true)
  expect(() => decodePost(encode({ ...listing, v: 3 }))).toThrow(expect.objectContaining({ code: 'POST_NEWER' }))
  const wrong: readonly Partial<Record<keyof Listing, unknown>>[] = [
    { files: [] },
    { files: [files[0], files[0]], box: listing.box },
    { files: [files[0], { ...files[1], name: 'a.flac' }] },
    { files: [{ ...files[0], name: '../a' }, files[1]] },
    { box: listing.box.subarray(1) },
    { lock: listing.lock.subarray(1) },
    { key },
    { price: { ...listing.price, amount: '0' } },
    { price: { ...listing.price, amount: (1n << 128n).toString() } },
    { copies: 2 ** 32 },
    { title: '\u202eevil' },
    { tags: ['b', 'a'] },
    { v: 1 },
  ]
  for (const more of wrong)
    expect(() => decodePost(encode({ ...listing, ...more }))).toThrow(expect.objectContaining({ code: 'POST_MALFORMED' }))
})

test('P96 D2 an account sells nothing: a listing is a DAO’s, signed by a device of a member', () => {
  const wire = signPost({ post: listing, link, linkSignature, deviceKey })
  expect(openPost(wire).post).toEqual(listing)
  const own = signPost({ post: { ...listing, issuer: account }, link, linkSignature, deviceKey })
  expect(() => openPost(own)).toThrow(expect.objectContaining({ code: 'POST_MALFORMED' }))
})

test('P96 one key opens the keys of all files, in their order; another key, or another box, opens nothing and says so', () => {
  expect(openWork(key, listing)).toEqual(fileKeys)
  const other = hashOf('test', utf8('other'))
  expect(() => openWork(other, listing)).toThrow(expect.objectContaining({ code: 'WORK_KEY' }))
  expect(() => openWork(other, { ...listing, lock: lockOf(other) })).toThrow(expect.objectContaining({ code: 'WORK_KEY' }))
  // A free work carries its key, and opens by it.
  const free = { ...listing, price: { ...listing.price, amount: '0' }, key }
  expect(openWork((decodePost(encodePost(free)) as Listing).key ?? key, listing)).toEqual(fileKeys)
})

test('P97 a quote binds seller, token, price, copies, end and work, and no words; the work binds files and keys alone', () => {
  const quote = quoteOf(listing)
  expect(quote).toEqual({
    seller: listing.issuer,
    token: listing.price.token,
    price: 1_000n,
    copies: 0,
    until: 1_000,
    work: workOf(listing),
  })
  const id = quoteIdOf(quote)
  const words = { title: 'Other', brief: '', tags: [], revision: 7, samples: [], contact: ['/ip4/1.2.3.4/tcp/1'], closed: true }
  expect(quoteIdOf(quoteOf({ ...listing, ...words }))).toBe(id)
  const others: readonly Partial<Listing>[] = [
    { issuer: account },
    { price: { ...listing.price, amount: '999' } },
    { price: { ...listing.price, token: account } },
    { copies: 1 },
    { expires: 1_001 },
    { lock: lockOf(new Uint8Array(32)) },
    { files: [files[1], files[0]].flatMap((file) => file ?? []) },
  ]
  const ids = others.map((more) => quoteIdOf(quoteOf({ ...listing, ...more })))
  expect(new Set([id, ...ids]).size).toBe(others.length + 1)
  expect(workOf({ ...listing, expires: 2 } as Listing)).toBe(workOf(listing))
  expect(workSpaceOf(workOf(listing))).not.toBe(toHex(fromHex(workOf(listing))))
})

test('P98 a buyer’s word that files opened is signed by device and account for one quote of one chain', async () => {
  const quote = quoteIdOf(quoteOf(listing))
  const wire = signOpened({ chain, quote, link, linkSignature, deviceKey })
  const opened = openOpened(wire)
  expect([opened.quote, opened.link]).toEqual([quote, link])
  expect(await checkOpened(opened, chain, verifier)).toBe(true)
  expect(await checkOpened(opened, { ...chain, chainId: 1n }, verifier)).toBe(false)
  expect(await checkOpened({ ...opened, quote: to0x(hashOf('test', utf8('q'))) }, chain, verifier)).toBe(false)
  expect(await checkOpened({ ...opened, link: { ...link, member: listing.issuer } }, chain, verifier)).toBe(false)
  for (const bad of [new Uint8Array(), wire.subarray(1), encode([2])])
    expect(() => openOpened(bad)).toThrow(expect.objectContaining({ code: 'POST_MALFORMED' }))
})
