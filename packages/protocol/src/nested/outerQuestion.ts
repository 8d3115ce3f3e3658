import { z } from 'zod'
import { decisionSchema, toRecord } from '../bodies/eip712Bodies.ts'
import { fromBase64Url, type Hex, toBase64Url } from '../bytes.ts'
import { decode, encode } from '../codec/encode.ts'
import { daomeshDomain, decisionIdOf, hashTypedData } from '../eip712/hashTypedData.ts'
import type { BallotSheet, Decision } from '../eip712/types.ts'
import { type Address, address } from '../ids.ts'

/**
 * What an outer DAO asks of a DAO among its members: whether it gives this answer to this proposal. `revision` is that of the outer ballot. Title and
 * text are the outer proposal's, whose decision commits to them.
 */
export type OuterQuestion = {
  readonly dao: Address
  readonly support: number
  readonly revision: bigint
  readonly title: string
  readonly content: string
  readonly decision: Decision
}

const label = 'daomesh/question/1'
const written = z.tuple([
  z.literal(label),
  address,
  z.number().int().min(0).max(2),
  z.string().regex(/^(0|[1-9][0-9]{0,9})$/),
  z.string(),
  decisionSchema,
])
/** Behind the text, so that a person reads the text and a program the rest. */
const block = /^([\s\S]*)\n\n~~~daomesh-question\n([A-Za-z0-9_-]+)\n~~~\n?$/

/**
 * The text of the inner proposal that carries an outer one: the outer text, and behind it everything that lets anybody work out what is signed.
 * @example
 * readQuestion(writeQuestion({ dao, support: 1, revision: 1n, title: 'Lamp', content: 'A lamp.', decision }))?.title // => 'Lamp'
 */
export const writeQuestion = ({ dao, support, revision, title, content, decision }: OuterQuestion): string =>
  `${content}\n\n~~~daomesh-question\n${toBase64Url(encode([label, dao, support, revision.toString(), title, toRecord(decision)]))}\n~~~\n`

/**
 * The question in the text of an inner proposal, or null. Whether the proposal approves just that is for who knows its DAO to compare.
 * @example
 * readQuestion('A lamp.') // => null
 */
export const readQuestion = (text: string): OuterQuestion | null => {
  const found = block.exec(text)
  if (found === null) return null
  try {
    const [, dao, support, revision, title, decision] = written.parse(decode(fromBase64Url(found[2] ?? '')))
    return { dao, support, revision: BigInt(revision), title, content: found[1] ?? '', decision }
  } catch {
    // Anybody writes texts; one whose end is no question is a text like any other.
    return null
  }
}

/**
 * The outer ballot that a DAO casts with this answer.
 * @example
 * outerSheetOf(chain.chainId, alice, { dao, support: 1, revision: 1n, title: '', content: '', decision }).member // => alice
 */
export const outerSheetOf = (chainId: bigint, member: Address, { dao, support, revision, decision }: OuterQuestion): BallotSheet => ({
  member,
  revision,
  choices: [{ decision: decisionIdOf(chainId, dao, decision), support, votes: 0n }],
})

/**
 * What the DAO signs to give this answer: the digest of its ballot in the outer DAO.
 * @example
 * outerDigestOf(chain.chainId, alice, { dao, support: 1, revision: 1n, title: '', content: '', decision }).length // => 66
 */
export const outerDigestOf = (chainId: bigint, member: Address, question: OuterQuestion): Hex =>
  hashTypedData(daomeshDomain(chainId, question.dao), 'BallotSheet', outerSheetOf(chainId, member, question))
