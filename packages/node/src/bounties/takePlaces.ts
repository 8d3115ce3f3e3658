import { type BriefValue, type DealPlaceValue, keys, type Registers, valueAt } from '@daomesh/governance'
import { type BountyPlace, bountyPlaceSchema, type DealOpening, type SpaceId } from '@daomesh/protocol'
import type { BountyDesk } from './createBountyDesk.ts'
import { bundleOfPlace } from './placeBundle.ts'

/** Places of one deal that are taken in, the newest: a side can tell of bounties without end. */
const mostPlaces = 256

/** Takes in what a deal was told of the places of its bounties, by the other side or another member of one's own. Whether anything changed by it. */
export type TakePlaces = (space: {
  readonly id: SpaceId
  readonly registers: () => Registers
  readonly record: { readonly opening: Pick<DealOpening, 'escrow'> }
}) => boolean

/** What makes room for newer places is given back: it is as if it were not told here. */
export const createTakePlaces = (bounties: Pick<BountyDesk, 'escrow' | 'hand' | 'takeBack'>): TakePlaces => {
  const taken = new Map<SpaceId, ReadonlyMap<string, DealPlaceValue>>()
  return ({ id, registers: read, record }) => {
    if (record.opening.escrow !== bounties.escrow) return false
    const registers = read()
    const newest = new Map(
      registers
        .entries(keys.dealPlaces)
        // The reducer wrote them.
        .map(({ key, value }) => [key, value as DealPlaceValue] as const)
        .toSorted(([, a], [, b]) => b.depth - a.depth)
        .slice(0, mostPlaces),
    )
    const before = taken.get(id)
    taken.set(id, newest)
    const gone = [...(before?.keys() ?? [])].filter((key) => !newest.has(key))
    const fresh = [...newest].filter(([key, told]) => before?.get(key) !== told)
    for (const key of gone) bounties.takeBack(`${id}/${key}`)
    const termsOf = (hash: BountyPlace['root']['termsHash']) => valueAt<BriefValue>(registers, keys.brief(hash))?.brief ?? null
    for (const [key, told] of fresh) bounties.hand(`${id}/${key}`, bundleOfPlace(told.root, bountyPlaceSchema.parse(told.place), termsOf))
    return gone.length + fresh.length > 0
  }
}
