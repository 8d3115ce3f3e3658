import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import { mined } from '../props/mined.ts'
import { passTime } from '../props/passTime.ts'
import { eth } from '../props/say.ts'
import type { Cast } from '../props/startCast.ts'
import { challengeWindow, confederation, gracePeriod, league, leagueTreasury, seat, treasury, warden } from './cast.ts'
import type { TreeDao } from './daos.ts'
import { foundTogether } from './foundTogether.ts'

const fill = async ({ steward, space, name }: TreeDao, wei: bigint): Promise<void> => {
  await mined(steward, (await steward.api.daos.deposit({ requestId: requestId(), space, wei: wei.toString() })).id)
  await until(`the money of ${name}`, async () => (await steward.api.daos.get({ space })).treasury === wei.toString())
}

/** Three DAOs found the confederation: it has no people of its own, and each DAO's members agree in their own space. */
export const foundConfederation = async (daos: readonly TreeDao[], { say }: Narrator): Promise<TreeDao> => {
  const [first] = daos
  if (first === undefined) throw new RangeError('a confederation has members')
  const founded = await foundTogether(first.steward, {
    name: confederation,
    people: [],
    daos,
    ...seat,
    gracePeriod,
    challengeWindow,
  })
  await fill(founded, treasury)
  say(`${confederation} of ${daos.map(({ name }) => name).join(', ')}, and of no person: ${founded.dao}, ${eth(treasury)} in its treasury`)
  return founded
}

/** One level more: the confederation and a person found the league, by the ballots of people two levels below. */
export const foundLeague = async (stage: Stage, cast: Cast, below: TreeDao, { say }: Narrator): Promise<TreeDao> => {
  const person = cast(warden)
  const founded = await foundTogether(person, {
    name: league,
    people: [person],
    daos: [below],
    power: 3n,
    shares: 3n,
    gracePeriod: 0,
    challengeWindow,
  })
  await fill(founded, leagueTreasury)
  // A roster of this very second cannot be cited.
  await passTime(stage, 2)
  say(`${league} of ${below.name} and ${person.name}: ${founded.dao}; its founding was signed two levels below`)
  return founded
}
