import type { World } from '../world.ts'
import { agreeing, apiOf } from '../person.ts'
import { demand } from '../violation.ts'
import type { Agreement } from './agreement.ts'
import { daoOnChain } from './chain.ts'

/** In wei, by decision: what its calls move, as the proposal that a member shows says it. */
const paymentsOf = async (world: World, listed?: Agreement['rows']): Promise<ReadonlyMap<string, bigint>> => {
  const [first] = listed?.keys() ?? (await agreeing(world))
  if (first === undefined) return new Map()
  const rows = listed?.get(first) ?? (await apiOf(first).proposals.list({ space: world.space }))
  return new Map(
    rows.map(({ decision, title }) => {
      const payee = [...world.payees].find(([account]) => title === `Pay ${account}`)
      const work = world.works.find((one) => title === `Fund the bounty ${one.title}`)
      return [decision, payee?.[1] ?? work?.agreement.amount ?? 0n] as const
    }),
  )
}

/**
 * The treasury by plain arithmetic, transaction by transaction: deposits and its part of the income come in, enacted payments go out once, and who leaves takes its part of
 * what is there, rounded down; bounties that it funds go out, and what is not earned of them comes back. What the chain holds must be exactly that.
 * @param listed the proposals that each one's node lists, where they were read at this very moment.
 */
export const checkTreasury = async (world: World, listed?: Agreement['rows']): Promise<void> => {
  const payments = await paymentsOf(world, listed)
  const { address, genesis } = daoOnChain(world)
  const shares = new Map(genesis.members.map((member) => [member.account, member.shares]))
  let held = 0n
  for (const block of world.chain.blocks())
    for (const { hash, to, value, data } of block.transactions) {
      const execution = block.receipts.get(hash)?.execution
      if (execution?.ok !== true) continue
      if (to === address && data === '0x') held += value
      for (const fact of execution.told) if (fact.kind === 'refunded' && fact.issuer === address) held += fact.amount
      for (const { fact } of execution.facts) {
        // Somebody there has not heard of that proposal yet: what it moved is checked when more are together.
        if (fact.kind === 'enacted' && !payments.has(fact.decision)) return
        if (fact.kind === 'enacted') held -= payments.get(fact.decision) ?? 0n
        if (fact.kind === 'distributed') held += fact.toTreasury
        if (fact.kind === 'rosterChanged') {
          shares.clear()
          for (const { account, shares: own } of fact.members) shares.set(account, own)
        }
        if (fact.kind !== 'ragequit') continue
        const total = [...shares.values()].reduce((sum, own) => sum + own, 0n)
        held -= (held * fact.shares) / total
        shares.set(fact.member, (shares.get(fact.member) ?? 0n) - fact.shares)
      }
    }
  const balance = world.chain.blocks().at(-1)?.world.balances.get(address) ?? 0n
  demand(world, balance === held, 'the treasury holds what was paid in and not paid out', () => `${balance} wei, by the books ${held}`)
}
