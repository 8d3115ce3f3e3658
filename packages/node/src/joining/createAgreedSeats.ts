import type { ChainClient } from '@daomesh/chain'
import { type ChainState, type ConsentValue, consentsOf } from '@daomesh/governance'
import { createTurns } from '../chain/createTurns.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { isConsenting } from './isConsenting.ts'

/** What of a DAO says who is said to agree to a seat in it. */
type AskedSeats = Pick<DaoSpace, 'id' | 'registers'> & {
  readonly record: Pick<DaoSpace['record'], 'dao' | 'chain'>
  readonly chainState: () => Pick<ChainState, 'epochs'>
}

/** What DAOs are said to agree to here, as far as the chain confirms it now. @throws DaomeshError `CHAIN_UNREACHABLE`. */
export type AgreedSeats = (space: AskedSeats) => Promise<readonly ConsentValue[]>

/** In one look; all have their turn, since any member may say of any address that it agreed. */
const askedAtOnce = 64

/** What the chain confirmed is asked about in every look, what it did not in turns: whoever brings false ones makes a look cost no more, and hides nothing. */
export const createAgreedSeats = (client: Pick<ChainClient, 'signs'>): AgreedSeats => {
  const agreed = new Set<string>()
  const inTurn = createTurns(askedAtOnce)
  return async (space) => {
    const keyOf = ({ dao, power, shares, signature }: ConsentValue): string => [space.id, dao, power, shares, signature].join('/')
    const all = consentsOf(space.registers(), space.chainState())
    const before = all.filter((one) => agreed.has(keyOf(one)))
    const others = inTurn(
      all.filter((one) => !agreed.has(keyOf(one))),
      keyOf,
    )
    const answers = await Promise.all([...before, ...others].map(async (one) => ({ one, holds: await isConsenting(client, space, one) })))
    for (const { one, holds } of answers)
      if (holds) agreed.add(keyOf(one))
      else agreed.delete(keyOf(one))
    return answers.flatMap(({ one, holds }) => (holds ? [one] : []))
  }
}
