import { type Cbor, dealSpaceOf, toRecord } from '@daomesh/protocol'
import type { Step } from '../fold/context.ts'
import { earliestOrder, keys } from '../fold/keys.ts'
import { accepted, write } from '../fold/verdicts.ts'

/** In the space of a DAO: that it is a party of a deal, or agreed on as its arbiter. Whoever is a member may say so; as a party a node opens only deals whose opening names its DAO. */
export const joinDeal: Step<'deal.join'> = (_context, entry, { opening, arbiter }) =>
  accepted([
    write(keys.joinedDeal(dealSpaceOf(opening)), earliestOrder(entry.depth), {
      by: entry.author.member,
      entry: entry.id,
      at: entry.header.at,
      depth: entry.depth,
      opening: toRecord(opening) as Cbor,
      ...(arbiter === undefined ? {} : { arbiter }),
    }),
  ])
