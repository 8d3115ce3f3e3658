import {
  agreementSchema,
  amount,
  type BountyId,
  bountyIdOf,
  bytes32,
  type Address,
  DaomeshError,
  decode,
  encode,
  fromBase64Url,
  hexBytes,
  hexHashOf,
  limits,
  termsHashOf,
  termsSchema,
  toBase64Url,
  toRecord,
} from '@daomesh/protocol'
import { z } from 'zod'

const word = amount.refine((text) => /^\d{1,39}$/.test(text) && BigInt(text) < 1n << 128n).transform((text) => BigInt(text))
const leafShape = z.strictObject({
  agreement: agreementSchema,
  terms: termsSchema.nullable(),
  /** The split that its payee planned. */
  planned: z.strictObject({ root: bytes32, sum: word }).nullable(),
})
const splitShape = z.strictObject({
  /** The bounty's id, or the key of a leaf. */
  node: bytes32,
  split: z.number().int().min(0).max(32),
  leaves: z.array(leafShape).min(1).max(limits.splitLeaves),
  /** Of the payee over a planned split (split 0); else empty. */
  signature: hexBytes,
})

/**
 * What the chain does not hold of a bounty: its terms, and the leaves of its splits. It proves itself: agreements are bound by ids, terms by their hash,
 * leaves by the roots that the chain committed to. So anybody may hand it on.
 */
export const bundleShape = z.strictObject({
  v: z.literal(1),
  agreement: agreementSchema,
  terms: termsSchema.nullable(),
  splits: z.array(splitShape).max(limits.bundleSplits),
})
export type BountyBundle = z.output<typeof bundleShape>
export type BundleSplit = BountyBundle['splits'][number]
export type BundleLeaf = BundleSplit['leaves'][number]

const malformed = (cause: unknown): DaomeshError => new DaomeshError('INPUT_INVALID', { cause, meta: { field: 'bundle' } })

/** @throws DaomeshError `INPUT_INVALID` for bytes that are no bundle. */
export const readBundle = (bytes: Uint8Array): BountyBundle => {
  try {
    return bundleShape.parse(decode(bytes))
  } catch (cause) {
    throw malformed(cause)
  }
}

export const writeBundle = (bundle: BountyBundle): Uint8Array => encode(toRecord(bundle))

/** As a text to be handed over. @throws DaomeshError `INPUT_INVALID`. */
export const parseBundle = (text: string): BountyBundle => {
  try {
    return readBundle(fromBase64Url(text.trim()))
  } catch (cause) {
    throw cause instanceof DaomeshError ? cause : malformed(cause)
  }
}
export const bundleText = (bundle: BountyBundle): string => toBase64Url(writeBundle(bundle))

export const bundleId = (chainId: bigint, escrow: Address, { agreement }: BountyBundle): BountyId => bountyIdOf(chainId, escrow, agreement)

/** A split is never changed, and is joined with others again and again: with each word of a deal about its pyramid, beside all that was told before. */
const names = new WeakMap<BundleSplit, string>()

/** Splits of one place and the same parts have one name, whatever words are known of them. */
export const splitName = (one: BundleSplit): string => {
  const known = names.get(one)
  if (known !== undefined) return known
  const { node, split, leaves } = one
  const parts = leaves.map(({ agreement, planned }) => JSON.stringify(toRecord([agreement, planned]))).join()
  const name = `${node}:${split}:${hexHashOf('daomesh/splitName', parts)}`
  names.set(one, name)
  return name
}

/** Whether the signature of a split is known to be that of who splits, as one of these splits shows the leaf that carries it. */
type Signed = (split: BundleSplit, among: readonly BundleSplit[]) => boolean

/** Of two signatures the one that holds; where that cannot be told, the one that was here first: who hands a text on may have written anything into it. */
const betterSignature = (one: BundleSplit, other: BundleSplit, among: readonly BundleSplit[], signed: Signed): BundleSplit['signature'] => {
  if (one.signature === '0x' || one.signature === other.signature) return other.signature
  return other.signature !== '0x' && signed(other, among) && !signed(one, among) ? other.signature : one.signature
}

/** Those words of a leaf that its agreement commits to. */
const fittingTerms = ({ agreement, terms }: BundleLeaf): BundleLeaf['terms'] =>
  terms !== null && termsHashOf(terms) === agreement.termsHash ? terms : null

/**
 * Both together: words that fit, and every split that one of them has, with the signature that holds. What fits the chain is for the reader to say.
 */
export const joinBundles = (one: BountyBundle, other: BountyBundle, signed: Signed): BountyBundle => {
  const splits = new Map<string, BundleSplit>()
  const among = [...one.splits, ...other.splits]
  const joinSplits = (known: BundleSplit, split: BundleSplit): BundleSplit => ({
    ...split,
    leaves: split.leaves.map((leaf, i) => ({ ...leaf, terms: fittingTerms(known.leaves[i] ?? leaf) ?? fittingTerms(leaf) })),
    signature: betterSignature(known, split, among, signed),
  })
  for (const split of among) {
    const name = splitName(split)
    const known = splits.get(name)
    splits.set(name, known === undefined ? split : joinSplits(known, split))
  }
  const terms = [one.terms, other.terms].find((some) => some !== null && termsHashOf(some) === one.agreement.termsHash) ?? null
  return { ...one, terms, splits: [...splits.values()].slice(0, limits.bundleSplits) }
}
