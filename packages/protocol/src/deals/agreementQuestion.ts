import { z } from 'zod'
import { toRecord } from '../bodies/eip712Bodies.ts'
import { type Agreement, agreementSchema } from '../bounties/agreement.ts'
import { bountyIdOf } from '../bounties/bountyId.ts'
import { type Terms, termsHashOf } from '../bounties/terms.ts'
import type { Cbor } from '../codec/cbor.ts'
import type { Decision } from '../eip712/types.ts'
import { type Address, address } from '../ids.ts'
import { approvedHash } from '../nested/approval.ts'
import { termsBehind, termsFrom, textBlock } from './termsBehind.ts'

/** What the members of a DAO are asked: whether it takes this bounty, as one entity, as its hunter. */
export type AgreementQuestion = { readonly escrow: Address; readonly agreement: Agreement; readonly terms: Terms }

const label = 'daomesh/agreement-question/1'
const written = z.tuple([z.literal(label), address, agreementSchema], z.unknown())
const block = textBlock('daomesh-agreement')

/**
 * The text of the proposal by which a DAO takes a bounty: the brief, and behind it everything that lets anybody work out what is signed.
 * @example
 * const agreement = agreementOf(dealOpening, offer)
 * const terms = { v: 1 as const, title: 'Lamp', brief: 'A lamp.', tags: [], files: [] }
 * readAgreementQuestion(writeAgreementQuestion({ escrow: dealOpening.escrow, agreement, terms }))?.terms.title // => 'Lamp'
 */
export const writeAgreementQuestion = ({ escrow, agreement, terms }: AgreementQuestion): string =>
  block.write(terms.brief, [label, escrow, toRecord(agreement) as Cbor, ...termsBehind(terms)])

/**
 * The agreement in the text of a proposal, or null. Whether the proposal signs just that is `agreementQuestionOf`'s to say.
 * @example
 * readAgreementQuestion('A lamp.') // => null
 */
export const readAgreementQuestion = (text: string): AgreementQuestion | null => {
  try {
    const found = block.read(text)
    if (found === null) return null
    const [, escrow, agreement, ...behind] = written.parse(found.behind)
    return { escrow, agreement, terms: termsFrom(found.words, behind) }
  } catch {
    // Anybody writes texts; one whose end is no agreement is a text like any other.
    return null
  }
}

/**
 * The bounty that a decision of a DAO takes: its text names an agreement with this DAO as the hunter, the terms are those that it commits to, and its only
 * call signs just that agreement (R10). null for every other decision.
 * @example
 * agreementQuestionOf({ chainId: chain.chainId, dao }, decision, 'A text.') // => null
 */
export const agreementQuestionOf = (
  { chainId, dao }: { readonly chainId: bigint; readonly dao: Address },
  decision: Decision,
  content: string,
): AgreementQuestion | null => {
  const question = readAgreementQuestion(content)
  if (question === null) return null
  const { escrow, agreement, terms } = question
  if (agreement.hunter !== dao || agreement.termsHash !== termsHashOf(terms)) return null
  return approvedHash(dao, decision) === bountyIdOf(chainId, escrow, agreement) ? question : null
}
