import { bondsAddress } from '@daomesh/chain'
import { count } from '../ledger.ts'
import { demand } from '../violation.ts'
import { type HiringWorld, type Name, people } from './hiringWorld.ts'

/** What somebody can do next about its bond in the market, by where it stands. */
export const moveBond = async ({ timed, random, steps }: HiringWorld, name: Name): Promise<void> => {
  const { api, pass, until, requestId } = timed
  const { market } = api(name)
  const { standing } = await pass(market.ownBond())
  const stands = (wanted: string) =>
    until(`${name}’s bond is ${wanted}`, async () => {
      const bond = await pass(market.ownBond())
      return bond.standing === wanted && !bond.moving
    })
  if (standing === 'none') {
    await pass(market.bond({ requestId: requestId() }))
    await stands('bonded')
    count(steps, 'bond locked')
  } else if (standing === 'bonded') {
    await pass(market.unbond({ requestId: requestId() }))
    await stands('leaving')
    count(steps, 'bond under notice')
  } else if (standing === 'free' && random.chance(0.7)) {
    await pass(market.withdrawBond({ requestId: requestId(), recipient: null }))
    await stands('none')
    count(steps, 'bond withdrawn')
  } else {
    await pass(market.bond({ requestId: requestId() }))
    await stands('bonded')
    count(steps, 'bond taken back')
  }
}

/** What the contract holds is what it was told to lock, account by account. */
export const checkBonds = async (world: HiringWorld): Promise<void> => {
  const { api, pass, player } = world.timed
  let locked = 0n
  for (const name of people) locked += BigInt((await pass(api(name).market.ownBond())).amount)
  const held = await player('ada').client.balance(bondsAddress())
  demand(world, held === locked, 'bonds lie where they were locked', () => `${held} held, ${locked} locked`)
}
