import { z } from 'zod'
import { toRecord } from '../bodies/eip712Bodies.ts'
import { termsSchema } from '../bounties/terms.ts'
import { inBytes, lineInBytes } from '../bodies/text.ts'
import { equalBytes, toHex } from '../bytes.ts'
import { chainIdentityBytes } from '../chain/identity.ts'
import { decode, encode } from '../codec/encode.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { hashOf } from '../hash.ts'
import { address, amount, bytes32, type SpaceId } from '../ids.ts'
import { limits } from '../limits.ts'
import { accountOfParty, dealPartySchema } from './party.ts'

const seconds = z
  .number()
  .int()
  .min(0)
  .max(2 ** 40 - 1)
const hex16 = z.string().regex(/^[0-9a-f]{32}$/)
const chainId = z
  .string()
  .regex(/^[1-9][0-9]{0,77}$/)
  .transform((text) => BigInt(text))

/** What the deal is about, as the post said it when the deal was opened. It binds nobody: offers do. */
export const dealSubjectSchema = z.strictObject({
  /** The post that it answers, or null where the parties know each other. */
  post: z.strictObject({ id: hex16, revision: z.number().int().min(0) }).nullable(),
  title: lineInBytes(1, limits.titleBytes),
  brief: inBytes(0, limits.dealBriefBytes),
  tags: termsSchema.shape.tags,
  /** `amount` in the token's smallest unit; the zero address is ETH. `power`: votes in the issuing DAO, in whole units. */
  reward: z.strictObject({ token: address, amount, power: termsSchema.shape.power }).nullable(),
  /** Seconds of chain time; 0 where none is stated. */
  deadline: seconds,
})
export type DealSubject = z.output<typeof dealSubjectSchema>

/**
 * What a deal is: chain, escrow, both parties and the subject. Its hash is the space's id, so nobody can be put into a deal, or taken out, without making
 * another one. It is known to the parties before the space is open, and lets nobody in: only belonging to a party does.
 */
export const dealOpeningSchema = z
  .strictObject({
    v: z.literal(1),
    chain: z.strictObject({ chainId, genesisHash: bytes32 }),
    escrow: address,
    issuer: dealPartySchema,
    hunter: dealPartySchema,
    subject: dealSubjectSchema,
    nonce: hex16,
    /** What is bargained over. Without it a bounty; two DAOs also over power that each gives the other, the opener's as the issuer. */
    purpose: z.literal('partnership').optional(),
  })
  .refine(({ issuer, hunter }) => accountOfParty(issuer) !== accountOfParty(hunter), 'two parties')
  .refine(
    ({ chain, issuer, hunter }) =>
      [issuer, hunter].every(
        (party) => party.kind === 'person' || (party.genesis.chainId === chain.chainId && party.genesis.chainGenesis === chain.genesisHash),
      ),
    'both on the chain of the deal',
  )
  .refine(({ purpose, issuer, hunter }) => purpose === undefined || (issuer.kind === 'dao' && hunter.kind === 'dao'), 'two DAOs')
export type DealOpening = z.output<typeof dealOpeningSchema>

/** Canonical bytes of an opening: what is hashed, handed over, and stands in a link. */
export const encodeDealOpening = (opening: DealOpening): Uint8Array => encode(toRecord(opening))

const readOpening = (bytes: Uint8Array): DealOpening => {
  try {
    return dealOpeningSchema.parse(decode(bytes))
  } catch (cause) {
    throw new DaomeshError('DEAL_MALFORMED', { cause, meta: { reason: 'no opening of a deal' } })
  }
}

/**
 * Reads an opening that somebody handed over. Whether its DAOs stand at their addresses is for who knows the factory to check.
 * @throws DaomeshError `DEAL_MALFORMED`.
 */
export const decodeDealOpening = (bytes: Uint8Array): DealOpening => {
  if (bytes.length > limits.dealOpeningBytes) throw new DaomeshError('DEAL_MALFORMED', { meta: { reason: 'too long' } })
  const opening = readOpening(bytes)
  // An address in capitals reads as the same one; one deal has one opening, to the byte.
  if (!equalBytes(encodeDealOpening(opening), bytes)) throw new DaomeshError('DEAL_MALFORMED', { meta: { reason: 'not in its one form' } })
  return opening
}

/**
 * A deal's space follows from its opening: whoever has that can name it, and nobody else.
 * @example
 * dealSpaceOf(dealOpening) === dealSpaceOf({ ...dealOpening, nonce: '0'.repeat(32) }) // => false
 */
export const dealSpaceOf = (opening: DealOpening): SpaceId =>
  toHex(hashOf('daomesh/space/deal/1', chainIdentityBytes(opening.chain), encodeDealOpening(opening))) as SpaceId
