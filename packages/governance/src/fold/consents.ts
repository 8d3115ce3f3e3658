import { causalOrder, fromHex, hashOf, toHex } from '@daomesh/protocol'
import type { Step } from './context.ts'
import { keys } from './keys.ts'
import { accepted, write } from './verdicts.ts'

/**
 * What a DAO is said to sign of a seat here: that it takes one with this power and these shares. Whether it holds only the chain can tell, so it is kept as a
 * claim, and nothing follows from it but what people see when they decide on the seat.
 */
export const consentToSeat: Step<'member.consent'> = (_context, entry, { dao, power, shares, signature }) => {
  const value = { dao, power, shares, signature, by: entry.author.member, at: entry.header.at, depth: entry.depth }
  const signatureHash = toHex(hashOf('daomesh/consent/1', fromHex(signature)))
  return accepted([write(keys.consent(dao, power, shares, signatureHash), causalOrder(entry.depth), value)])
}
