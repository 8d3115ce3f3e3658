import { roundsAddress } from '@daomesh/chain'
import { address } from '@daomesh/protocol'
import { pocketMoney } from '../../props/startCast.ts'
import { eth } from '../../props/say.ts'
import { dam, leagueTreasury, lock, pool, seat, treasury, tribute, warden } from '../cast.ts'
import { daoNamed } from '../daos.ts'
import { expectedMatches } from './matching.ts'
import { type Check, type Scene, sum } from './scene.ts'

/** What went back of the pool to each, counted by hand: a funding holds the pool from its place on, so all parts together are what is left. */
const poolBack = ({ story: { round } }: Scene): ReadonlyMap<string, bigint> => {
  const all = pool.own + pool.warden
  const left = all - sum(expectedMatches())
  const back = new Map<string, bigint>()
  let start = 0n
  for (const { funder, amount } of round.page.fundings) {
    const end = start + BigInt(amount)
    back.set(funder, (back.get(funder) ?? 0n) + (left * end) / all - (left * start) / all)
    start = end
  }
  return back
}

/** A ledger that adds up: every treasury, every person and the contract of rounds, to the wei; and the token to its unit. */
export const checkMoney = async (scene: Scene): Promise<readonly Check[]> => {
  const { stage, story, ledger, unitsOf } = scene
  const { leaving, founders, ferry, river } = story
  const { dao: watershed } = leaving.watershed
  const grove = daoNamed(founders, 'Grove')
  const back = poolBack(scene)
  const before = treasury - pool.own + (back.get(watershed) ?? 0n)
  const parts = [before, tribute].map((whole) => (whole * seat.shares) / (4n * seat.shares))
  const [partOfEther = 0n, partOfToken = 0n] = parts
  const due = new Map([
    [watershed, before - partOfEther - dam.amount],
    [river.dao, leagueTreasury - lock.amount],
    [grove.dao, partOfEther],
    ...[...founders, ferry].filter((one) => one !== grove).map(({ dao }) => [dao, 0n] as const),
    [address.parse(dam.payee), dam.amount],
    [roundsAddress(), 0n],
  ])
  const off: string[] = []
  for (const [account, wei] of due) {
    const has = await ledger.balanceAt(account)
    if (has !== wei) off.push(`${account} has ${has} and should have ${wei}`)
  }
  for (const { name, account } of stage.members) {
    const has = await ledger.balanceAt(account)
    const should = pocketMoney - ledger.spentBy(account) + (name === warden ? (back.get(account) ?? 0n) : 0n)
    if (has !== should) off.push(`${name} has ${has} and should have ${should}`)
  }
  const units = await Promise.all([watershed, grove.dao, ferry.dao].map(unitsOf))
  const orderOf = (hash: string): number => ledger.transactions.findIndex((one) => one.hash === hash)
  return [
    {
      name: 'everyAccountToTheWei',
      holds: off.length === 0 && back.size === 2,
      detail: off[0] ?? `${due.size} contracts and ${stage.members.length} people; ${eth(sum(back.values()))} of the pool went back`,
    },
    {
      name: 'tributeForSeat',
      holds: units.join() === [tribute - partOfToken, partOfToken, 0n].join(),
      detail: `${tribute} units came with the seat; ${units[0]} are left, ${units[1]} went with the one who left`,
    },
    {
      name: 'leftWithItsPartBeforeTheMoneyWent',
      holds:
        leaving.told.map(({ amount }) => amount).join() === parts.join() && orderOf(leaving.left.hash) < orderOf(leaving.executed.hash),
      detail: `${eth(partOfEther)} and ${partOfToken} units, as the preview said, before the dam was paid`,
    },
  ]
}
