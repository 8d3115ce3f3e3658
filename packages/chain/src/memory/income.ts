import { address, type Address, type ChainFact, type Hex, zeroAddress } from '@daomesh/protocol'
import { incomeInboxAbi } from '../abis.ts'
import { Revert } from '../errors/revert.ts'
import { balanceIn, move } from './money.ts'
import { type MemoryDao, presentMembers, type World } from './world.ts'
import { decodeFunction } from '../calls/decodeFunction.ts'

const creditsOf = (dao: MemoryDao, token: Address): ReadonlyMap<Address, bigint> => dao.credits.get(token) ?? new Map<Address, bigint>()

const sumOf = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((sum, one) => sum + one, 0n)

const withCredit = (dao: MemoryDao, token: Address, account: Address, credit: bigint, fact: ChainFact): MemoryDao => ({
  ...dao,
  credits: new Map(dao.credits).set(token, new Map(creditsOf(dao, token)).set(account, credit)),
  facts: [...dao.facts, fact],
})

/** What lies in the inbox and belongs to no credit; 0 for a token that is none. */
export const incomeIn = (world: World, dao: MemoryDao, token: Address): bigint =>
  token === zeroAddress || world.tokens.has(token) ? balanceIn(world, dao.inbox, token) - sumOf(creditsOf(dao, token).values()) : 0n

/** Rule R11: the treasury's part, the members' by shares, the dust to the treasury. Whoever takes nothing gets a credit. */
export const distributeIncome = (world: World, dao: MemoryDao, token: Address): void => {
  if (token !== zeroAddress && !world.tokens.has(token)) throw new Revert('Inbox_TokenUnreadable', [token])
  const amount = incomeIn(world, dao, token)
  if (amount <= 0n) throw new Revert('Inbox_NothingToDistribute', [token])
  const members = presentMembers(dao)
  const total = sumOf(members.map(({ shares }) => shares))
  const rest = amount - (amount * BigInt(dao.rules.incomeBps)) / 10_000n
  const parts = members.map(({ account, shares }) => ({ account, part: total === 0n ? 0n : (rest * shares) / total }))
  const toMembers = sumOf(parts.map(({ part }) => part))
  const toTreasury = amount - toMembers
  let next = dao
  for (const { account, part } of [{ account: dao.address, part: toTreasury }, ...parts]) {
    if (part === 0n) continue
    if (!world.refusing.has(account)) move(world, token, dao.inbox, account, part)
    else {
      const credit = (creditsOf(next, token).get(account) ?? 0n) + part
      next = withCredit(next, token, account, credit, { kind: 'credited', account, token, amount: part })
    }
  }
  world.daos.set(dao.address, { ...next, facts: [...next.facts, { kind: 'distributed', token, amount, toTreasury, toMembers }] })
}

const claim = (world: World, dao: MemoryDao, from: Address, token: Address, account: Address, recipient: Address): void => {
  if (recipient !== account && from !== account) throw new Revert('Inbox_NotYours', [account])
  const credit = creditsOf(dao, token).get(account) ?? 0n
  if (credit === 0n) throw new Revert('Inbox_NothingToClaim', [account, token])
  if (world.refusing.has(recipient)) throw new Revert('Inbox_TransferFailed', [token])
  move(world, token, dao.inbox, recipient, credit)
  const fact: ChainFact = { kind: 'claimed', account, token, recipient, credit, paid: credit }
  world.daos.set(dao.address, withCredit(dao, token, account, 0n, fact))
}

/** A call of the inbox itself. */
export const callInbox = (world: World, dao: MemoryDao, data: Hex, from: Address): void => {
  const { functionName, args } = decodeFunction(incomeInboxAbi, data)
  if (functionName === 'distribute') return distributeIncome(world, dao, address.parse(args[0]))
  if (functionName !== 'claim') throw new Revert('silent')
  const [token, account, recipient] = [address.parse(args[0]), address.parse(args[1]), address.parse(args[2])]
  return claim(world, dao, from, token, account, recipient === zeroAddress ? account : recipient)
}
