import type { Address } from '@daomesh/protocol'
import { arbiter, objected, root, ruled, teams, workers } from '../cast.ts'
import type { SceneDao } from '../foundDaos.ts'
import { pocketMoney } from '../../props/startCast.ts'
import { eth } from '../../props/say.ts'
import { type Check, factsOf, type Scene, sum } from './scene.ts'

/** What each DAO keeps by the agreements alone, of which the arbiter's ruling gives back a part to who split it off. */
export const incomeOf = ({ name }: SceneDao, whole: bigint): bigint => {
  const team = teams.find((one) => one.name === name)
  if (team === undefined) return whole - sum(teams.map(({ amount }) => amount))
  const back = team.workers.filter((one) => one.name === objected).map(({ amount }) => amount - ruled)
  return team.amount - sum(team.workers.map(({ amount }) => amount)) + sum(back)
}

/** ⌊rest · shares ÷ all shares⌋ of what the treasury's part leaves. */
export const partOf = (income: bigint, dao: SceneDao, seat: number): bigint => {
  const rest = income - (income * BigInt(dao.incomeBps)) / 10_000n
  return (rest * (dao.shares[seat] ?? 0n)) / sum(dao.shares)
}

/** Everybody's account, to the wei: pocket money, less what its own transactions cost and carried, and what it was to be paid. */
export const checkPayees = async (scene: Scene): Promise<readonly Check[]> => {
  const { stage, ledger, daos } = scene
  const whole = factsOf(scene, 'funded')[0]?.agreement.amount ?? 0n
  const due = new Map<string, bigint>(workers.map(({ name, amount }) => [name, name === objected ? ruled : amount]))
  for (const dao of daos) for (const [seat, name] of dao.members.entries()) due.set(name, partOf(incomeOf(dao, whole), dao, seat))
  due.set(arbiter, sum(factsOf(scene, 'objected').map(({ bond }) => bond)))
  const off: string[] = []
  for (const { name, account } of stage.members) {
    const [has, expected] = [
      await ledger.balanceAt(account as Address),
      pocketMoney - ledger.spentBy(account as Address) + (due.get(name) ?? 0n),
    ]
    if (has !== expected) off.push(`${name} has ${has} and should have ${expected}`)
  }
  const paid = workers.map(({ name }) => `${name} ${eth(due.get(name) ?? 0n)}`)
  return [
    {
      name: 'everybodyPaidRight',
      holds: off.length === 0 && due.size === workers.length + 2 * (1 + teams.length) + 1 && daos[0]?.name === root.name,
      detail: off[0] ?? `${stage.members.length} accounts, to the wei: ${paid.join(', ')}`,
    },
  ]
}
