import type { MemoryBlock } from '@daomesh/chain/memory'
import { ether } from '../createWorld.ts'
import { mostLag } from '../faults/mishap.ts'
import type { Person, World } from '../world.ts'
import { agreeing, apiOf } from '../person.ts'
import { demand, Violation } from '../violation.ts'
import type { Agreement } from './agreement.ts'

const headOf = (world: World): MemoryBlock => {
  const head = world.chain.blocks().at(-1)
  if (head === undefined) throw new Violation('scenario', 'a chain has a first block')
  return head
}

/** The DAO as the chain has it now. */
export const daoOnChain = (world: World) => {
  const [dao] = headOf(world).world.daos.values()
  if (dao === undefined) throw new Violation('scenario', 'the DAO is not deployed')
  return dao
}

const decisionsOf = (world: World, kind: 'enacted' | 'failed'): readonly string[] =>
  daoOnChain(world).facts.flatMap((fact) =>
    (fact.kind === 'enacted' || fact.kind === 'failed') && fact.kind === kind ? [fact.decision] : [],
  )

/** Money: nothing appears or vanishes, and each payee holds its payment exactly once if its decision was enacted. */
export const checkMoney = (world: World): void => {
  const { balances } = headOf(world).world
  const fees = world.chain.blocks().reduce((sum, block) => [...block.receipts.values()].reduce((all, { fee }) => all + fee, sum), 0n)
  const all = [...balances.values()].reduce((sum, balance) => sum + balance, fees)
  const made = BigInt(world.accounts.length) * 100n * ether
  demand(world, all === made, 'conservation of money', () => `${all} wei of ${made}`)
  const enacted = decisionsOf(world, 'enacted')
  demand(world, new Set(enacted).size === enacted.length, 'nothing is enacted twice', () => enacted.join(' '))
}

/**
 * Every member's node says final exactly what the chain enacted, pays it once, and shows the chain's roster.
 * @param listed the proposals that each one's node lists, where they were read at this very moment.
 */
export const checkOutcomes = async (world: World, listed?: Agreement['rows']): Promise<void> => {
  checkMoney(world)
  const enacted = decisionsOf(world, 'enacted').toSorted()
  const everybody = world.people.every(({ asleep }) => !asleep)
  const { balances } = headOf(world).world
  const seats = daoOnChain(world)
    .rosters.at(-1)
    ?.members.filter(({ account }) => !daoOnChain(world).exited.has(account))
    .map(({ account, power }) => `${account}:${power}`)
    .toSorted()
    .join()
  for (const person of listed?.keys() ?? (await agreeing(world))) {
    const api = apiOf(person)
    const rows = listed?.get(person) ?? (await api.proposals.list({ space: world.space }))
    const final = rows.filter(({ state }) => state === 'final').map(({ decision }) => decision as string)
    // A few people may not have heard yet of what others proposed and enacted; everybody together has.
    const known = new Set(rows.map(({ decision }) => decision as string))
    const expected = everybody ? enacted : enacted.filter((decision) => known.has(decision))
    demand(
      world,
      final.toSorted().join() === expected.join(),
      'the chain decides what is final',
      () => `${person.name}: ${final.join()} against ${expected.join()}`,
    )
    for (const row of rows) {
      const payee = [...world.payees].find(([account]) => row.title === `Pay ${account}`)
      if (payee === undefined) continue
      const [account, value] = payee
      const expected = row.state === 'final' ? value : 0n
      const held = balances.get(account) ?? 0n
      demand(world, held === expected, 'nothing is paid twice', () => `${account} holds ${held}, its decision is ${row.state}`)
    }
    const { memberRows } = await api.daos.get({ space: world.space })
    const shown = memberRows
      .map(({ account, power }) => `${account}:${power}`)
      .toSorted()
      .join()
    demand(world, shown === seats, 'the chain fixes the roster', () => `${person.name} shows ${shown}, the chain has ${seats}`)
    for (const row of await api.chain.transactions())
      demand(
        world,
        row.state !== 'failed' ||
          failedForCause(row.error?.meta) ||
          leantOnLost(world, person, row) ||
          wasOfferedBehind(world, person, row, rows) ||
          wasOfferedEarly(person, row),
        'a sent transaction fails only for a cause',
        () => `${person.name}: ${JSON.stringify(row)}`,
      )
  }
}

/**
 * An enactment prepared before the roster changed may not pass after it, and a reorganisation may have taken the deposit away again, or the record that a
 * challenge or an execution was for. What was recorded may pass no longer when other ballots or another roster came first. Of a bounty others, or time, may
 * have done the same or the opposite meanwhile.
 */
const causes: ReadonlySet<unknown> = new Set([
  'Dao_NotDecisive',
  'Dao_Underfunded',
  'Escrow_AlreadyAccepted',
  'Escrow_AlreadyContested',
  'Escrow_AlreadyObjected',
  'Escrow_AlreadyPaid',
  'Escrow_AlreadyRuled',
  'Escrow_BadAgreement',
  'Escrow_Committed',
  'Escrow_NotFinal',
  'Escrow_NotObjected',
  'Escrow_Overcommitted',
  'Escrow_TooLate',
  'Escrow_WrongNumber',
  'Escrow_WrongStatus',
  'Records_NotPassing',
  'Records_NotRecorded',
  'Records_Rejected',
  'Records_WindowOver',
])
type SentRow = {
  readonly at: number
  readonly error: { readonly meta: Readonly<Record<string, unknown>> } | null
  readonly decisions: readonly string[]
}
type ListedRow = { readonly decision: string; readonly expiresAt: number }

const failedForCause = (meta: { readonly [key: string]: unknown } | undefined): boolean => causes.has(meta?.['error'])

/** What it shows of a bounty lay in a split that a reorganisation has lost since: nothing is at that place, or another split. */
const leantOnLost = ({ losses }: World, { skew }: Person, { at, error }: SentRow): boolean =>
  error?.meta['error'] === 'Escrow_BadProof' && losses.some((lost) => lost >= at - skew)

/**
 * An endpoint that is behind, or a queue without a chain, lets the last moment for a record pass unseen. What could not finish even by the oldest view that
 * a member can have had is no such case: it must not be offered.
 */
const wasOfferedBehind = (world: World, { skew }: Person, { at, error, decisions }: SentRow, rows: readonly ListedRow[]): boolean => {
  const row = rows.find(({ decision }) => decisions.includes(decision))
  if (error?.meta['error'] !== 'Records_CannotFinish' || row === undefined) return false
  const { challengeWindow, gracePeriod } = daoOnChain(world).rules
  const mined = world.chain.blocks().filter(({ timestamp }) => timestamp * 1_000 <= at - skew)
  const seen = mined.at(-1 - mostLag) ?? mined[0]
  return seen !== undefined && seen.timestamp <= row.expiresAt - 2 * challengeWindow - gracePeriod
}

/** Where no block came for a while a node takes its own clock for the time (node M306): one that runs ahead offers what is not due, and the chain says so. */
const wasOfferedEarly = ({ skew }: Person, { error }: SentRow): boolean => error?.meta['error'] === 'Escrow_TooEarly' && skew > 0
