import { ed25519 } from '@noble/curves/ed25519.js'
import { address, daomeshDomain, fileId, fromHex, hashOf, type Listing, postId, sealWork, signPost, to0x, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { type Account, signTyped } from '../fixtures/accounts.ts'
import { ann, ben, chain, dao, entryOf, genesisView, hash32, linkOf } from '../fixtures/dao.ts'
import { fold, reduce } from '../fixtures/voting.ts'
import { listingsOf } from './listingsOf.ts'

const secret = hashOf('test', utf8('device'))
const deviceKey = { sign: (message: Uint8Array) => ed25519.sign(message, secret) }
const key = hashOf('test', utf8('key'))
const songs: Listing = {
  v: 2,
  chain: { chainId: chain.chainId.toString(), genesisHash: chain.genesisHash },
  issuer: dao,
  post: postId.parse('ab'.repeat(16)),
  revision: 0,
  title: 'Songs',
  brief: '',
  tags: [],
  price: { token: address.parse(`0x${'00'.repeat(20)}`), amount: '5' },
  copies: 0,
  files: [{ file: fileId.parse(hash32('file')), name: 'a.flac', size: 1 }],
  samples: [],
  ...sealWork(key, [hashOf('test', utf8('file key'))]),
  key: null,
  expires: 1_000,
  contact: [],
  closed: false,
}
const signed = (by: Account, post: Listing, as: Account = by): Uint8Array => {
  const link = { ...linkOf(as), device: to0x(ed25519.getPublicKey(secret)) }
  return signPost({ post, link, linkSignature: signTyped(by, daomeshDomain(chain.chainId), 'LinkDevice', link), deviceKey })
}
const says = (by: Account, more: Partial<Listing> = {}, at = 1, opens = key) =>
  entryOf(by, 'listing.publish', { v: 1, post: signed(by, { ...songs, ...more }), key: opens }, { at })

test('J20 a member says in the name of its DAO what it sells, with the key; what is of another DAO or chain, or has another key, counts for nothing', () => {
  expect(listingsOf(fold(says(ann))).map(({ newest }) => [newest.listing.title, newest.by, newest.key])).toEqual([
    ['Songs', ann.address, key],
  ])
  const refused = [
    [says(ann, { issuer: address.parse(`0x${'da'.repeat(20)}`) }), 'ENTRY_LISTING'],
    [says(ann, { chain: { ...songs.chain, chainId: '1' } }), 'ENTRY_LISTING'],
    [says(ann, {}, 1, fromHex(hash32('other'))), 'ENTRY_LISTING'],
    [entryOf(ann, 'listing.publish', { v: 1, post: new Uint8Array(40), key }), 'ENTRY_LISTING'],
    [entryOf(ben, 'listing.publish', { v: 1, post: signed(ann, songs), key }), 'ENTRY_LINK'],
    [entryOf(ann, 'listing.publish', { v: 1, post: signed(ben, songs, ann), key }), 'ENTRY_LINK'],
  ] as const
  for (const [entry, reason] of refused) {
    const author = { member: entry === refused[4][0] ? ben.address : ann.address, device: entry.header.device, stream: 'governance' }
    expect(reduce({ ...entry, author }, genesisView)).toMatchObject({ outcome: 'rejected', reason })
  }
})

test('S20 of each listing the highest revision stands first, whoever wrote it, and the earlier ones stay, since somebody may have bought by them', () => {
  const other = postId.parse('cd'.repeat(16))
  const entries = [
    says(ann, {}, 1),
    says(ben, { revision: 2, title: 'Songs, louder' }, 2),
    says(ann, { revision: 1, price: { ...songs.price, amount: '7' } }, 3),
    says(ann, { post: other, title: 'Plans' }, 9),
  ]
  for (const order of [entries, entries.toReversed()]) {
    const rows = listingsOf(fold(...order))
    expect(rows.map(({ newest, revisions }) => [newest.listing.title, revisions.map(({ listing }) => listing.revision)])).toEqual([
      ['Plans', [0]],
      ['Songs, louder', [2, 1, 0]],
    ])
  }
})
