import { z } from 'zod'
import { toRecord } from '../bodies/eip712Bodies.ts'
import { fromBase64Url, toBase64Url } from '../bytes.ts'
import { decode, encode } from '../codec/encode.ts'
import { type Address, address, amount, bytes32 } from '../ids.ts'
import { limits } from '../limits.ts'
import { type Agreement, agreementSchema } from './agreement.ts'
import type { SplitRoot } from './escrowGroups.ts'

/** A part that is to be split off: the agreement with who does it, and the split that this one has planned already, if any. */
export type PlannedPart = { readonly agreement: Agreement; readonly planned: SplitRoot | null }

/** What the members of a DAO are asked: whether it passes the bounty that it takes on to these, from the start. */
export type SplitQuestion = { readonly escrow: Address; readonly agreement: Agreement; readonly parts: readonly PlannedPart[] }

const label = 'daomesh/split-question/1'
const sum = amount.transform((text) => BigInt(text))
const part = z.strictObject({ agreement: agreementSchema, planned: z.strictObject({ root: bytes32, sum }).nullable() })
const written = z.tuple([z.literal(label), address, agreementSchema, z.array(part).min(1).max(limits.splitLeaves)])
/** Behind the text, so that a person reads the text and a program the rest. */
const block = /^[\s\S]*\n\n~~~daomesh-split\n([A-Za-z0-9_-]+)\n~~~\n?$/

/**
 * The text of the proposal by which a DAO plans a split: words for people, and behind them everything that lets anybody work out what is signed.
 * @example
 * const agreement = agreementOf(dealOpening, offer)
 * const question = { escrow: dealOpening.escrow, agreement, parts: [{ agreement, planned: null }] }
 * readSplitQuestion(writeSplitQuestion(question, 'To Bob.'))?.parts.length // => 1
 */
export const writeSplitQuestion = ({ escrow, agreement, parts }: SplitQuestion, text: string): string =>
  `${text}\n\n~~~daomesh-split\n${toBase64Url(encode([label, escrow, toRecord(agreement), toRecord(parts)]))}\n~~~\n`

/**
 * The split in the text of a proposal, or null. Whether the proposal signs just that is for who builds its tree to say.
 * @example
 * readSplitQuestion('A lamp.') // => null
 */
export const readSplitQuestion = (text: string): SplitQuestion | null => {
  const found = block.exec(text)
  if (found === null) return null
  try {
    const [, escrow, agreement, parts] = written.parse(decode(fromBase64Url(found[1] ?? '')))
    return { escrow, agreement, parts }
  } catch {
    // Anybody writes texts; one whose end is no split is a text like any other.
    return null
  }
}
