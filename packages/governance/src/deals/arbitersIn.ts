import { type Address, type OfferId, otherSide } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { OfferValue } from '../fold/values.ts'
import type { Registers } from '../selectors/registers.ts'

/**
 * Who both sides of a deal agreed on as arbiter, in any of its offers: what one side offered and the other once accepted. Grows only, so that nobody who was
 * let in is put out again by a later word (O12).
 * @example
 * arbitersIn(registers) // => new Set()
 */
export const arbitersIn = (registers: Registers): ReadonlySet<Address> =>
  new Set(
    registers.entries(keys.offers).flatMap(({ key, value }) => {
      const { offer } = value as OfferValue
      const id = key.slice(keys.offers.length) as OfferId
      return registers.get(keys.offerAccepted(id, otherSide(offer.side))) === undefined ? [] : [offer.terms.arbiter]
    }),
  )

/**
 * Whom a member of either side let in as arbiter, by a record that is read without the key: so everybody judges what an arbiter wrote, also who is new and
 * waits for the key. The key goes only to whom both agreed on.
 * @example
 * arbitersLetIn(registers) // => new Set()
 */
export const arbitersLetIn = (registers: Registers): ReadonlySet<Address> =>
  new Set(registers.entries(keys.dealArbiters).map(({ key }) => key.slice(keys.dealArbiters.length) as Address))
