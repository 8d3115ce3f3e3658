import { ballotSheetSchema, type DecisionId, type Hex, supports } from '@daomesh/protocol'
import { ballotOrder, keys } from '../fold/keys.ts'
import type { BallotValue, ClaimValue, SheetValue } from '../fold/values.ts'
import { sheetCostOf } from '../rules/credits.ts'
import { overlaid, type RegisterEntry, type Registers, valuesOf } from './registers.ts'

/** A sheet that somebody brought for a member that is a contract, whose word only the chain can tell. */
export type SignedClaim = Pick<ClaimValue, 'member' | 'digest' | 'signature'>

/**
 * Every sheet that was brought for members that are contracts, whether they signed it or not.
 * @example
 * claimsOf(registers) // => []
 */
export const claimsOf = (registers: Registers): readonly ClaimValue[] => valuesOf<ClaimValue>(registers, keys.claims)

/**
 * The registers with what members that are contracts signed standing beside what keys signed, by R4. Whether one signed is the chain's to say and may
 * change, so this is a way of showing: nothing of it is stored or hashed. Records that
 * come later show under it. For one sheet the signature that comes first by its hash stands.
 * @example
 * withSigned(registers, () => true) === registers // => true
 */
export const withSigned = (registers: Registers, isSigned: (claim: SignedClaim) => boolean): Registers => {
  const signed = claimsOf(registers).filter(isSigned)
  if (signed.length === 0) return registers
  const sheets = new Map<string, SheetValue>()
  const best = new Map<string, { readonly order: string; readonly value: BallotValue }>()
  const put = (key: string, order: string, value: BallotValue): void => {
    const held = best.get(key)
    if (held === undefined || held.order < order) best.set(key, { order, value })
  }
  for (const { member, digest, signature, sheet: record, entry, at } of signed) {
    const { revision, choices } = ballotSheetSchema.parse(record)
    const key = keys.sheet(member, revision, digest)
    if (!sheets.has(key)) sheets.set(key, { sheet: record, signature })
    const order = ballotOrder(revision, digest, false, '')
    for (const { decision, support, votes } of choices) {
      const value: BallotValue = {
        member,
        revision: revision.toString(),
        digest: digest as Hex,
        support,
        votes: votes.toString(),
        cost: sheetCostOf(choices).toString(),
        reason: '',
        entry,
        at,
      }
      put(keys.ballot(decision as DecisionId, member), order, value)
      if (support === supports.for) put(keys.yes(decision as DecisionId, member), order, value)
    }
  }
  const added: RegisterEntry[] = [...sheets].map(([key, value]) => ({ key, value }))
  for (const [key, { value }] of best) added.push({ key, value })
  return overlaid(registers, added)
}
