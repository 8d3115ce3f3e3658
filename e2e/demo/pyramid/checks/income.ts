import { oneState } from '../../../scene/oneState.ts'
import { eth } from '../../props/say.ts'
import { incomeOf, partOf } from './payees.ts'
import { type Check, factsOf, type Scene, sum } from './scene.ts'

/** The most that ever lay in an inbox. */
const mostIn = async ({ ledger, inboxes, daos }: Scene, of: number, from: bigint): Promise<bigint> => {
  const inbox = inboxes.get(daos[of]?.dao as never)
  let most = 0n
  if (inbox !== undefined)
    for (let block = from; block <= ledger.head; block++) {
      const there = await ledger.balanceAt(inbox, block)
      if (there > most) most = there
    }
  return most
}

/** Each DAO's margin came to its inbox and nowhere else, and went on by its rule; and the members of each DAO see one state. */
export const checkIncome = async (scene: Scene): Promise<readonly Check[]> => {
  const { daos, ledger, inboxes } = scene
  const funded = factsOf(scene, 'funded')[0]
  const whole = funded?.agreement.amount ?? 0n
  const rows = await Promise.all(
    daos.map(async (dao, i) => {
      const income = incomeOf(dao, whole)
      const members = sum(dao.shares.map((_, seat) => partOf(income, dao, seat)))
      const [arrived, left] = [await mostIn(scene, i, funded?.block ?? 0n), await ledger.balanceAt(inboxes.get(dao.dao) ?? dao.dao)]
      const treasury = await ledger.balanceAt(dao.dao)
      return { dao, income, arrived, left, treasury, expected: income - members }
    }),
  )
  const states = await Promise.all(daos.map(async ({ nodes, space }) => (await oneState(nodes, space)).stateHash))
  return [
    {
      name: 'marginsInIncomeInboxes',
      holds: rows.every(({ income, arrived, left }) => arrived === income && left === 0n && income > 0n),
      detail: rows.map(({ dao, arrived }) => `${dao.name} ${eth(arrived)}`).join(', '),
    },
    {
      name: 'incomeSharedByRule',
      holds: rows.every(({ treasury, expected }) => treasury === expected),
      detail: `treasuries: ${rows.map(({ dao, treasury }) => `${dao.name} ${eth(treasury)}`).join(', ')}; the rest to the members by shares`,
    },
    {
      name: 'oneStateInEachDao',
      holds: new Set(states).size === daos.length,
      detail: states.map((hash) => `${hash.slice(0, 12)}…`).join(', '),
    },
  ]
}
