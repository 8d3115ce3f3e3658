import { z } from 'zod'
import { genesisSchema, toRecord } from '../bodies/eip712Bodies.ts'
import { fromBase64Url, fromHex, type Hex, to0x, toBase64Url } from '../bytes.ts'
import { decode, encode } from '../codec/encode.ts'
import { daomeshDomain, hashTypedData } from '../eip712/hashTypedData.ts'
import { type Decision, type Genesis, memberKinds } from '../eip712/types.ts'
import { hashOf } from '../hash.ts'
import { type Address, address, amount } from '../ids.ts'
import { approvedHash } from './approval.ts'

/** Whether the DAO founds another one with others, on exactly these terms. */
export type FoundingQuestion = { readonly kind: 'founding'; readonly factory: Address; readonly genesis: Genesis }
/** Whether the DAO takes a seat in one that exists, with this power and these new shares. */
export type SeatQuestion = {
  readonly kind: 'seat'
  readonly outer: Address
  readonly power: bigint
  readonly shares: bigint
  /** What it lets the outer DAO take of a token for that, in its smallest unit. */
  readonly tribute?: { readonly token: Address; readonly amount: bigint }
}
/** What the members of a DAO are asked before it becomes a member of another one. */
export type JoinQuestion = FoundingQuestion | SeatQuestion

const label = 'daomesh/join-question/1'
const whole = (bits: number) =>
  amount.refine((text) => /^[0-9]{1,78}$/.test(text) && BigInt(text) < 1n << BigInt(bits)).transform((text) => BigInt(text))
const written = z.union([
  z.tuple([z.literal(label), z.literal('founding'), address, genesisSchema]),
  z.tuple([z.literal(label), z.literal('seat'), address, whole(64), whole(128)]),
  z.tuple([z.literal(label), z.literal('seat'), address, whole(64), whole(128), address, whole(256)]),
])
/** Behind the text, so that a person reads the text and a program the rest. */
const block = /^[\s\S]*\n\n~~~daomesh-join\n([A-Za-z0-9_-]+)\n~~~\n?$/

/**
 * The text of the proposal by which a DAO becomes a member of another one: words for people, and behind them everything that lets anybody work out what is
 * signed.
 * @example
 * readJoinQuestion(writeJoinQuestion({ kind: 'seat', outer: dao, power: 3n, shares: 3n }, 'Into the valley.'))?.kind // => 'seat'
 */
export const writeJoinQuestion = (question: JoinQuestion, text: string): string => {
  const rest =
    question.kind === 'founding'
      ? [question.factory, question.genesis]
      : [
          question.outer,
          question.power,
          question.shares,
          ...(question.tribute === undefined ? [] : [question.tribute.token, question.tribute.amount]),
        ]
  return `${text}\n\n~~~daomesh-join\n${toBase64Url(encode([label, question.kind, ...rest.map(toRecord)]))}\n~~~\n`
}

/**
 * The question in the text of a proposal, or null. Whether the proposal signs just that is `joinQuestionOf`'s to say.
 * @example
 * readJoinQuestion('A lamp.') // => null
 */
export const readJoinQuestion = (text: string): JoinQuestion | null => {
  const found = block.exec(text)
  if (found === null) return null
  try {
    const read = written.parse(decode(fromBase64Url(found[1] ?? '')))
    if (read[1] === 'founding') return { kind: 'founding', factory: read[2], genesis: read[3] }
    const [, , outer, power, shares, token, units] = read
    if (token === undefined || units === undefined) return { kind: 'seat', outer, power, shares }
    // Of ETH nobody can allow anything, and nothing is no tribute.
    return units === 0n || BigInt(token) === 0n ? null : { kind: 'seat', outer, power, shares, tribute: { token, amount: units } }
  } catch {
    // Anybody writes texts; one whose end is no question is a text like any other.
    return null
  }
}

/**
 * What a person wrote, without what stands behind it for programs; a text like any other is itself.
 * @example
 * joinWordsOf(writeJoinQuestion({ kind: 'seat', outer: dao, power: 3n, shares: 3n }, 'Into the valley.')) // => 'Into the valley.'
 */
export const joinWordsOf = (text: string): string =>
  readJoinQuestion(text) === null ? text : text.slice(0, text.lastIndexOf('\n\n~~~daomesh-join\n'))

const word = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(64, '0'))

/**
 * What the DAO signs when it says yes: of a founding the digest that every founder signs; of a seat a hash of chain, outer DAO, itself, power and shares.
 * @example
 * joinDigestOf(chain.chainId, alice, { kind: 'seat', outer: dao, power: 3n, shares: 3n }).length // => 66
 */
export const joinDigestOf = (chainId: bigint, member: Address, question: JoinQuestion): Hex =>
  question.kind === 'founding'
    ? hashTypedData(daomeshDomain(chainId, question.factory), 'Genesis', question.genesis)
    : to0x(hashOf('daomesh/seat/1', word(chainId), fromHex(question.outer), fromHex(member), word(question.power), word(question.shares)))

const argument = (hex: string): string => hex.slice(2).padStart(64, '0')

/**
 * The call that lets the outer DAO take the tribute: `approve(outer, amount)` of the token.
 * @example
 * tributeCall(dao, { token: alice, amount: 1n }).data.length // => 138
 */
export const tributeCall = (
  outer: Address,
  { token, amount: units }: NonNullable<SeatQuestion['tribute']>,
): { readonly target: Address; readonly value: bigint; readonly data: Hex } => ({
  target: token,
  value: 0n,
  data: `0x095ea7b3${argument(outer)}${argument(to0x(word(units)))}`,
})

/** Of a seat for a tribute the second call lets the outer DAO take just that; of anything else there is no second call. */
const withoutTribute = (question: JoinQuestion, decision: Decision): Decision | null => {
  const { tribute } = question.kind === 'seat' ? question : {}
  if (question.kind !== 'seat' || tribute === undefined) return decision
  const [first, second, ...more] = decision.calls
  const due = tributeCall(question.outer, tribute)
  const isDue = second?.target === due.target && second.value === due.value && second.data === due.data
  return first !== undefined && isDue && more.length === 0 ? { ...decision, calls: [first] } : null
}

/**
 * What a decision of a DAO joins: its text says founding or seat, a founding is of this chain and names this DAO as a contract, and its only call signs just
 * that (R10), but for a tribute that it allows. null for every other decision.
 * @example
 * joinQuestionOf({ chainId: chain.chainId, dao }, decision, 'A text.') // => null
 */
export const joinQuestionOf = (
  { chainId, dao }: { readonly chainId: bigint; readonly dao: Address },
  decision: Decision,
  content: string,
): JoinQuestion | null => {
  const question = readJoinQuestion(content)
  if (question === null) return null
  if (question.kind === 'founding') {
    const { chainId: on, members } = question.genesis
    if (on !== chainId || !members.some(({ account, kind }) => account === dao && kind === memberKinds.contract)) return null
  }
  const signing = withoutTribute(question, decision)
  return signing !== null && approvedHash(dao, signing) === joinDigestOf(chainId, dao, question) ? question : null
}
