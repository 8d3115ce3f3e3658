import { concatBytes, fromHex, type Hex, to0x, toHex } from '../bytes.ts'
import type { BallotSheet } from '../eip712/types.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { type Address, address, type DecisionId, decisionId } from '../ids.ts'

/** One answer of a DAO in an outer one: with what it signs the sheet that holds this answer alone, under this revision. */
export type SignedAnswer = {
  readonly decision: DecisionId
  readonly support: number
  readonly revision: bigint
  readonly signature: Hex
}

/** A word that is nobody's slot, the outer DAO, and how many answers. */
const headBytes = 53
/** Revision, decision, support and length. */
const answerBytes = 43
/** What fits the two bytes in which a packed sheet says how long a contract's signature is. */
const mostBytes = 0xffff
const mostAnswers = 255

const uint = (value: bigint | number, size: number): Uint8Array =>
  fromHex(
    BigInt(value)
      .toString(16)
      .padStart(2 * size, '0'),
  )

/**
 * The one sheet that several answers make, in their order. Its revision is the least of theirs, so that no answer stands above where it was signed
 * (contracts R28.2).
 * @example
 * const answer = { decision: decisionIdOf(chain.chainId, dao, decision), support: 1, revision: 7n, signature: chain.genesisHash }
 * togetherSheet(alice, [answer, { ...answer, revision: 3n }]).revision // => 3n
 */
export const togetherSheet = (member: Address, answers: readonly SignedAnswer[]): BallotSheet => ({
  member,
  revision: answers.reduce((least, { revision }) => (revision < least ? revision : least), answers[0]?.revision ?? 0n),
  choices: answers.map(({ decision, support }) => ({ decision, support, votes: 0n })),
})

/**
 * How many of these answers fit one signature, from the first on.
 * @example
 * fittingTogether([]) // => 0
 */
export const fittingTogether = (answers: readonly SignedAnswer[]): number => {
  let size = headBytes
  const tooMany = answers.findIndex(({ signature }) => (size += answerBytes + (signature.length - 2) / 2) > mostBytes)
  return Math.min(mostAnswers, tooMany < 0 ? answers.length : tooMany)
}

/**
 * What a DAO signs `togetherSheet` with, made of the signatures of its answers by whoever has them (contracts R28).
 * @throws DaomeshError INPUT_INVALID for fewer than two answers, or more than fit.
 * @example
 * const answer = { decision: decisionIdOf(chain.chainId, dao, decision), support: 1, revision: 7n, signature: chain.genesisHash }
 * packTogether(dao, [answer, answer]).length // => 2 + 2 * (53 + 2 * (43 + 32))
 * packTogether(dao, [answer]) // throws INPUT_INVALID
 */
export const packTogether = (outer: Address, answers: readonly SignedAnswer[]): Hex => {
  if (answers.length < 2)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'answers', reason: 'one answer has its own signature' } })
  if (fittingTogether(answers) < answers.length)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'answers', reason: 'they do not fit one signature' } })
  const packed = answers.map(({ decision, support, revision, signature }) => {
    const bytes = fromHex(signature)
    return concatBytes(uint(revision, 8), fromHex(decision), uint(support, 1), uint(bytes.length, 2), bytes)
  })
  return to0x(concatBytes(new Uint8Array(32), fromHex(outer), uint(answers.length, 1), ...packed))
}

/**
 * The answers in a signature of several; null for bytes that are none.
 * @example
 * unpackTogether('0x00') // => null
 */
export const unpackTogether = (signature: Hex): { readonly outer: Address; readonly answers: readonly SignedAnswer[] } | null => {
  const bytes = fromHex(signature)
  const count = bytes[headBytes - 1] ?? 0
  if (count < 2 || bytes.subarray(0, 32).some((byte) => byte !== 0)) return null
  const answers: SignedAnswer[] = []
  let at = headBytes
  while (answers.length < count) {
    const signedAt = at + answerBytes
    if (signedAt > bytes.length) return null
    const end = signedAt + ((bytes[signedAt - 2] ?? 0) << 8) + (bytes[signedAt - 1] ?? 0)
    if (end > bytes.length) return null
    answers.push({
      revision: BigInt(`0x${toHex(bytes.subarray(at, at + 8))}`),
      decision: decisionId.parse(to0x(bytes.subarray(at + 8, at + 40))),
      support: bytes[at + 40] ?? 0,
      signature: to0x(bytes.subarray(signedAt, end)),
    })
    at = end
  }
  return at === bytes.length ? { outer: address.parse(to0x(bytes.subarray(32, 52))), answers } : null
}
