import { readRecords } from '@daomesh/node/client'
import { ether } from '@daomesh/protocol'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { live } from '../act.ts'
import { comment } from '../actions/deciding.ts'
import { requestId } from '../actions/requestId.ts'
import { daoOnChain } from '../checks/chain.ts'
import { count } from '../ledger.ts'
import type { Person, World } from '../world.ts'
import { apiOf, present } from '../person.ts'
import { perform } from '../perform.ts'
import { demand } from '../violation.ts'

/** A member leaves with its share of the treasury, and its own endpoint stays where it was; everybody else knows. */
export const quit = async (world: World, person: Person): Promise<void> => {
  const { space } = world
  const row = (await apiOf(person).daos.get({ space })).memberRows.find(({ self }) => self)
  if (row === undefined || row.shares === '0') return
  const id = requestId(world)
  await world.run(
    'ragequit',
    perform(world, person, 'leaves', async (api) => {
      const { id: transaction } = await api.daos.ragequit({ requestId: id, space, shares: row.shares, tokens: [ether] })
      return [{ type: 'transaction', id: transaction }]
    }),
  )
  // Sent by now; from here on its endpoint stays where it is.
  await world.until(
    'the transaction is on its way',
    async () => world.chain.pool().length > 0 || daoOnChain(world).exited.has(person.account),
  )
  person.client.setLag(200)
  person.gone = true
  const stay = present(world)
  await world.until('the others know', async () => {
    const claims = await Promise.all(stay.map((one) => apiOf(one).daos.hash({ space })))
    return daoOnChain(world).exited.has(person.account) && claims.every(({ cut }) => cut.count === daoOnChain(world).facts.length)
  })
}

/**
 * A member leaves with its share of the treasury, but its own endpoint lags, so it goes on writing in the old view and under the old
 * key (D5). What it writes after the others wrote in the new view counts nowhere, and it is not punished for it.
 */
export const leave = async (world: World, person: Person, random: SeededRandom): Promise<void> => {
  const { space } = world
  await quit(world, person)
  if (!person.gone) return
  const stay = present(world)
  await live(world, random, { actions: stay.length + 2, trouble: 0 })
  await world.run('a comment in the old view', comment(world, person, random))
  count(world.lies, 'writes after leaving')
  const late = person.acknowledged.at(-1)
  await live(world, random, { actions: 3, trouble: 0 })
  for (const one of stay) {
    const lines = await readRecords({ daos: apiOf(one).daos, space })
    const line = lines.find(({ entry }) => late?.type === 'entry' && entry === late.id)
    demand(
      world,
      line === undefined || line.status !== 'accepted',
      'D5 a removal cuts',
      () => `${one.name} counts what ${person.name} wrote after leaving`,
    )
  }
  world.trace.note(`${person.name} left`)
  person.process?.kill('left')
}
