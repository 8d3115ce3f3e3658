import { escrowAddress } from '@daomesh/chain'
import { leafKeyOf, partLeaf, plannedSplitDigest } from '@daomesh/governance'
import { pureVerifier } from '@daomesh/log'
import { address, type Agreement, bountyIdOf, type Hex, noBounty, type Terms, termsHashOf } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { privateKeyToAccount } from 'viem/accounts'
import { type BountyBundle, joinBundles } from './bountyBundle.ts'
import { treeOf } from './knownSplits.ts'
import { signedSplit } from './signedSplit.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const ben = privateKeyToAccount(`0x${'b0'.repeat(32)}`)
const place = { chainId: 1n, escrow: escrowAddress() }
const signed = signedSplit(place, pureVerifier().recoverAccount)

const agreed = (issuer: string, hunter: string, amount: bigint, terms: Terms | null = null): Agreement => ({
  issuer: address.parse(issuer),
  hunter: address.parse(hunter),
  token: at('00'),
  amount,
  termsHash: terms === null ? noBounty : termsHashOf(terms),
  deliverBy: 9,
  reviewPeriod: 86_400,
  reviewer: at('a1'),
  arbiter: at('ac'),
  defaultSplit: 5_000,
  parent: noBounty,
  validUntil: 8,
  nonce: 1n,
})
const words: Terms = { v: 1, title: 'Planks', brief: '', tags: [], files: [] }
const root = agreed(at('da'), at('a1'), 10n)
const part = agreed(at('a1'), ben.address, 7n)
const work = { agreement: agreed(ben.address, at('c2'), 4n, words), terms: null, planned: null }
const id = bountyIdOf(place.chainId, place.escrow, root)
const tree = treeOf(place.chainId, place.escrow, [work])
const planned = { root: tree.root, sum: tree.sum }
const digest = plannedSplitDigest(place, partLeaf(place, { agreement: part, planned }).agreement, planned)
const key = leafKeyOf(id, 1, 0)

const bundleWith = (signature: Hex, terms: Terms | null = null): BountyBundle => ({
  v: 1,
  agreement: root,
  terms: null,
  splits: [
    { node: id, split: 1, leaves: [{ agreement: part, terms: null, planned }], signature: '0x' },
    { node: key, split: 0, leaves: [{ ...work, terms }], signature },
  ],
})
const signatureIn = ({ splits }: BountyBundle): Hex | undefined => splits.find(({ node }) => node === key)?.signature

test('M230: of two signatures of a planned split the one of its payee stays, whichever text comes first; where neither can be told, the first', async () => {
  const good = await ben.sign({ hash: digest })
  const other = await privateKeyToAccount(`0x${'ee'.repeat(32)}`).sign({ hash: digest })
  // Of the same payee, for another part.
  const elsewhere = await ben.sign({ hash: plannedSplitDigest(place, id, planned) })
  const torn: Hex = `0x${'11'.repeat(65)}`
  for (const bad of [other, elsewhere, torn, `0x${'22'.repeat(300)}` as Hex, '0x' as Hex]) {
    expect(signatureIn(joinBundles(bundleWith(good), bundleWith(bad), signed))).toBe(good)
    expect(signatureIn(joinBundles(bundleWith(bad), bundleWith(good), signed))).toBe(good)
  }
  expect(signatureIn(joinBundles(bundleWith(other), bundleWith(torn), signed))).toBe(other)
  expect(signatureIn(joinBundles(bundleWith('0x'), bundleWith(torn), signed))).toBe(torn)
})

test('M230: words that a leaf’s agreement does not commit to are nobody’s, and take the place of none', () => {
  const lie: Terms = { ...words, title: 'Nothing' }
  const termsIn = (bundle: BountyBundle) => bundle.splits[1]?.leaves[0]?.terms
  expect(termsIn(joinBundles(bundleWith('0x', words), bundleWith('0x', lie), signed))).toEqual(words)
  expect(termsIn(joinBundles(bundleWith('0x', lie), bundleWith('0x', words), signed))).toEqual(words)
  expect(termsIn(joinBundles(bundleWith('0x', lie), bundleWith('0x', lie), signed))).toBeNull()
})

test('M342 N4 what was told of a pyramid is read once, however often something is told beside it', () => {
  let reads = 0
  /** A bundle of one split whose leaves count how often they are gone through. */
  const told = (n: number): BountyBundle => {
    const leaf = { ...work, agreement: { ...work.agreement, nonce: BigInt(n) } }
    const leaves = new Proxy([leaf], {
      get: (target, name, receiver) => {
        if (name === 'map') reads += 1
        return Reflect.get(target, name, receiver)
      },
    })
    return { ...bundleWith('0x'), splits: [{ node: key, split: 0, leaves, signature: '0x' }] }
  }
  const bundles = Array.from({ length: 60 }, (_, n) => told(n))
  const join = () => bundles.reduce((all, one) => joinBundles(all, one, signed))
  expect(join().splits).toHaveLength(60)
  const first = reads
  for (let word = 0; word < 5; word++) expect(join().splits).toHaveLength(60)
  expect([first, reads]).toEqual([60, 60])
})
