import { type DealPlaceValue, keys, valuesOf } from '@daomesh/governance'
import {
  type Address,
  type BountyId,
  type BountyPlace,
  bountyIdOf,
  encode,
  limits,
  toDaomeshError,
  toHex,
  toRecord,
} from '@daomesh/protocol'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import { pauseByChance } from '../nested/pauseByChance.ts'
import type { DealSpace } from '../spaces/space.ts'
import { askerOf } from './askerOf.ts'
import { dealFor } from './dealFor.ts'
import { ownPlans } from './ownPlans.ts'
import { placesToTell, type PlaceToTell } from './placesToTell.ts'
import { createTakePlaces } from './takePlaces.ts'

/** Milliseconds between a change and the look that follows it, and between looks without any. */
const pause = 300
const again = 5_000
/** Even without a change a bounty is looked at again after so long: a deal of a part may have come in another order. */
const lookedAt = 60_000

const bytesOf = (place: BountyPlace): Uint8Array => encode({ v: 1, place: toRecord(place) })

/** What a deal is to be told, `told` where it was by anybody, `not` where it is not here, or not this account's to tell. */
const tellingOf = (
  node: NodeContext,
  { agreement, place: found }: PlaceToTell,
): { space: DealSpace; place: BountyPlace } | 'told' | 'not' => {
  const space = dealFor(node, agreement)
  const account = node.account.current()
  if (space === null || account === null) return 'not'
  const bounty = bountyIdOf(node.bounties.chainId, node.bounties.escrow, agreement)
  // Words that were agreed on here stand here.
  const isWorded = space.registers().get(keys.brief(agreement.termsHash)) !== undefined
  const place = isWorded ? { ...found, terms: null } : found
  const bytes = bytesOf(place)
  // Larger ones go from hand to hand, as a text.
  if (bytes.length > limits.bodyBytes || !space.sidesOf(account).has('issuer')) return 'not'
  const words = toHex(bytes)
  const told = valuesOf<DealPlaceValue>(space.registers(), keys.dealPlacesOf(bounty))
  return told.some((one) => toHex(encode({ v: 1, place: one.place })) === words) ? 'told' : { space, place }
}

/**
 * Hands on where the parts of a pyramid stand, without anybody's hand: takes in what deals were told; adds the splits that were planned here; and tells the deal
 * of each part that this account or a DAO of it splits off, so that who works on it sees whether it is safe to start, and can pass it on. Returns what stops it.
 */
export const followPlaces = (node: NodeContext): (() => void) => {
  const { clock, logger } = node.adapters
  const takePlaces = createTakePlaces(node.bounties)
  /** Of each bounty what was known when there was nothing left to tell, and when that was. */
  const done = new Map<BountyId, { readonly of: string; readonly at: number }>()

  const stateOf = (id: BountyId): string => `${node.bounties.version()} ${node.bounties.revision(id)} ${node.spaces.deals().length}`
  const isDone = (id: BountyId): boolean => {
    const last = done.get(id)
    return last !== undefined && last.of === stateOf(id) && clock.now() - last.at < lookedAt
  }
  const carry = async (id: BountyId, accounts: ReadonlySet<Address>, stopped: () => boolean): Promise<void> => {
    const known = await node.bounties.known(id)
    const planned = ownPlans(node, known, accounts)
    if (planned.length > 0) node.bounties.keep({ ...known.bundle, splits: [...planned] })
    const of = stateOf(id)
    const left = async () => {
      const places = placesToTell(await node.bounties.known(id), node.bounties.own(id), accounts)
      return places.flatMap((one) => {
        const telling = tellingOf(node, one)
        return typeof telling === 'string' ? [] : [telling]
      })
    }
    // Another member's node may be about to tell the same.
    if ((await left()).length > 0) await pauseByChance(node)
    const errors: unknown[] = []
    for (const { space, place } of stopped() ? [] : await left())
      if (!stopped()) await space.append('deal.place', { place }).catch((error: unknown) => errors.push(error))
    // One deal without a key keeps no other from being told.
    if (errors.length > 0) throw errors[0]
    done.set(id, { of, at: clock.now() })
  }
  const look = async (stopped: () => boolean): Promise<void> => {
    if (node.account.current() === null) return
    const news = node.spaces.deals().filter((space) => takePlaces(space))
    if (news.length > 0) node.changes.mark('bounties')
    const { account, memberOf } = askerOf(node)
    const attempt = async (id: BountyId): Promise<void> => {
      try {
        if (!stopped()) await carry(id, new Set([account, ...memberOf]), stopped)
      } catch (error) {
        // For want of a key, a signature or the chain; it is tried again at the next look.
        if (!stopped()) logger.debug('bounty.untold', { bounty: id, code: toDaomeshError(error).code, error: String(error) })
      }
    }
    // At once: each may pause before it acts.
    await Promise.all(node.bounties.bundled().flatMap((id) => (isDone(id) ? [] : [attempt(id)])))
  }
  return followNode(node, {
    topics: ['spaces', 'chain', 'transactions', 'signer'],
    waits: { first: pause, pause, again },
    look,
  })
}
