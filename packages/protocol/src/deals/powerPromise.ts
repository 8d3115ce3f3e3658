import { z } from 'zod'
import { accountSignature, ballotSheetSchema, decisionSchema, toRecord } from '../bodies/eip712Bodies.ts'
import { type Agreement, agreementSchema } from '../bounties/agreement.ts'
import { type Terms, termsHashOf } from '../bounties/terms.ts'
import type { Cbor } from '../codec/cbor.ts'
import { memberKinds } from '../eip712/types.ts'
import { type Address, address, offerId } from '../ids.ts'
import { termsBehind, termsFrom, textBlock } from './termsBehind.ts'

/** Ballots that one record brings, at most: one of each seat that a DAO can have. */
const mostBallots = 64

/** Kinds of records of a deal by which the issuer's members promise power; part of `bodies`. */
export const promiseBodies = {
  /** By the issuer's side: the decision that gives the power which an offer's terms promise, with the ballots that pass it. Who holds them can enact it. */
  'deal.promise': z.strictObject({
    v: z.literal(1),
    offer: offerId,
    decision: decisionSchema,
    ballots: z.array(z.strictObject({ sheet: ballotSheetSchema, signature: accountSignature })).max(mostBallots),
  }),
} as const

/**
 * What the members of an issuing DAO are asked: that the hunter of this bounty gets the power that its terms promise, once all of it was paid. `held`: the
 * power that the hunter has there now, which a roster change replaces by both together; `kind` whether it is a key or a contract.
 */
export type PowerPromise = {
  readonly escrow: Address
  readonly agreement: Agreement
  readonly terms: Terms & { readonly power: string }
  readonly kind: number
  readonly held: bigint
}

const label = 'daomesh/power-promise/1'
const mostPower = 1n << 64n
const held = z
  .string()
  .regex(/^[0-9]{1,20}$/)
  .transform((text) => BigInt(text))
  .refine((power) => power < mostPower)
const written = z.tuple([z.literal(label), address, agreementSchema, z.literal(Object.values(memberKinds)), held], z.unknown())
const block = textBlock('daomesh-power')

/**
 * The text of the proposal by which a DAO promises power: the brief of the bounty, and behind it everything that lets anybody work out what is given for what.
 * @example
 * const terms = { v: 1 as const, title: 'Lamp', brief: 'A lamp.', tags: [], files: [], power: '5' }
 * const agreement = { ...agreementOf(dealOpening, offer), termsHash: termsHashOf(terms) }
 * readPowerPromise(writePowerPromise({ escrow: dealOpening.escrow, agreement, terms, kind: 0, held: 2n }))?.held // => 2n
 */
export const writePowerPromise = ({ escrow, agreement, terms, kind, held: power }: PowerPromise): string =>
  block.write(terms.brief, [label, escrow, toRecord(agreement) as Cbor, kind, power.toString(), ...termsBehind(terms)])

/**
 * The promise in the text of a proposal, or null: also where the terms are not those of the agreement, or promise no power. Whether the decision does just
 * that is the chain package's to say (`provenPromise`).
 * @example
 * readPowerPromise('A lamp.') // => null
 */
export const readPowerPromise = (text: string): PowerPromise | null => {
  try {
    const found = block.read(text)
    if (found === null) return null
    const [, escrow, agreement, kind, power, ...behind] = written.parse(found.behind)
    const terms = termsFrom(found.words, behind)
    if (terms.power === undefined || agreement.termsHash !== termsHashOf(terms) || power + BigInt(terms.power) >= mostPower) return null
    return { escrow, agreement, terms: { ...terms, power: terms.power }, kind, held: power }
  } catch {
    // Anybody writes texts; one whose end is no promise is a text like any other.
    return null
  }
}
