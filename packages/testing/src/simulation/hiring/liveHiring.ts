import type { Ledger } from '../ledger.ts'
import { hireDao } from './hireDao.ts'
import { openHiring, people } from './hiringWorld.ts'
import { checkBonds, moveBond } from './moveBond.ts'

/**
 * Whole nodes of two small DAOs and a person, under drawn faults: one DAO is hired by the person and by the other DAO, in deals, by ballots alone, and people
 * lock and take back bonds of the market meanwhile. Everything follows from the seed.
 * @throws Violation where an invariant does not hold.
 */
export const liveHiring = async (seed: number, times: number): Promise<Ledger> => {
  const world = await openHiring(seed)
  for (let i = 0; i < times; i++) {
    await moveBond(world, world.random.pick(people.slice(0, 2)))
    await hireDao(world, i)
    await checkBonds(world)
  }
  await world.timed.close()
  return world
}
