import { z } from 'zod'
import { address, amount, bytes32 } from '../ids.ts'
import { limits } from '../limits.ts'

const within = (bits: number) => amount.refine((text) => /^\d{1,78}$/.test(text) && BigInt(text) < 1n << BigInt(bits), `in ${bits} bits`)
const positive = (bits: number) => within(bits).refine((text) => !/^0*$/.test(text), 'more than 0')

/** What a unit there becomes here: an exact fraction. Half as much is 1 of 2. */
export const fractionSchema = z.strictObject({ numerator: positive(64), denominator: positive(64) })
export type Fraction = z.output<typeof fractionSchema>

/** A member as its DAO counts it: who left since the roster was written still stands there, with nothing. */
export const mergerMemberSchema = z.strictObject({
  account: address,
  kind: z.number().int().min(0).max(1),
  power: within(64),
  shares: within(128),
})
export type MergerMember = z.output<typeof mergerMemberSchema>

const isSorted = (rows: readonly { readonly account: string }[]): boolean =>
  rows.every(({ account }, i) => i === 0 || (rows[i - 1]?.account ?? '') < account)
const rosterSchema = z.array(mergerMemberSchema).min(1).max(limits.rosterMembers).refine(isSorted, 'sorted by account')

/**
 * One DAO, `from`, goes into another one, `into`: it pays what it owns there, and its members get seats there. `power` and `shares`: what a unit of its power,
 * and a share of it, become. The rosters are those that all of it was worked out from; if one changes, nothing happens. `takes`: the lines of the roster change,
 * power as it is then, shares that are made.
 */
export const mergerSchema = z
  .strictObject({
    from: address,
    into: address,
    power: fractionSchema,
    shares: fractionSchema,
    /** In each token's smallest unit; the zero address is ETH. `codeHash` of the token, which the payment pins; zero of ETH. */
    pays: z
      .array(z.strictObject({ token: address, amount: positive(256), codeHash: bytes32 }))
      .max(limits.mergerTokens)
      .refine((rows) => rows.every(({ token }, i) => i === 0 || (rows[i - 1]?.token ?? '') < token), 'sorted by token'),
    fromRoster: rosterSchema,
    intoRoster: rosterSchema,
    takes: z
      .array(z.strictObject({ account: address, kind: z.number().int().min(0).max(1), power: within(64), mint: within(128) }))
      .min(1)
      .max(2 * limits.rosterMembers)
      .refine(isSorted, 'sorted by account'),
  })
  .refine(({ from, into }) => from !== into, 'two DAOs')
export type Merger = z.output<typeof mergerSchema>
