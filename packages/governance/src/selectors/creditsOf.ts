import { type Address, countingModes, type Decision, type DecisionId, type Rules } from '@daomesh/protocol'
import type { ChainState } from '../facts/chainState.ts'
import { costOf, creditPeriodOf } from '../rules/credits.ts'
import { decisionAt } from './decisionAt.ts'
import type { Registers } from './registers.ts'

/**
 * The rules that a decision is counted by: those of the epoch that it names, which new rules do not reach (R1, R5).
 * @example
 * rulesOf(state, decision) // => rules
 */
export const rulesOf = (state: ChainState, { rulesEpoch }: Pick<Decision, 'rulesEpoch'>): Rules =>
  state.rulesHistory.get(rulesEpoch) ?? state.rules

/** What records hold, by epoch of the rules and by period: of each period the sum, and what single records hold of it. */
type Reserved = { readonly sums: Map<Address, bigint>; readonly of: Map<DecisionId, ReadonlyMap<Address, bigint>> }
type ReservedBook = ReadonlyMap<string, Reserved>

const nameOf = (rulesEpoch: number, period: number): string => `${rulesEpoch} ${period}`

const readBook = (registers: Registers, state: ChainState): ReservedBook => {
  const book = new Map<string, Reserved>()
  for (const [id, record] of state.records) {
    const rules = rulesOf(state, record)
    const decision = rules.mode === countingModes.quadratic ? decisionAt(registers, id) : undefined
    if (decision === undefined) continue
    const name = nameOf(record.rulesEpoch, creditPeriodOf(rules, decision.closesAt))
    const { sums, of } = book.get(name) ?? { sums: new Map(), of: new Map() }
    book.set(name, { sums, of })
    const held = new Map([...record.reservedVotes].map(([member, votes]) => [member, costOf(votes)]))
    of.set(id, held)
    for (const [member, credits] of held) sums.set(member, (sums.get(member) ?? 0n) + credits)
  }
  return book
}

const books = new WeakMap<Registers, { readonly version: number; readonly state: ChainState; readonly book: ReservedBook }>()

/** Read once for each change of registers or chain: a list of proposals asks for it with each of them. Of registers without a version nothing is kept. */
const bookOf = (registers: Registers, state: ChainState): ReservedBook => {
  const { version } = registers
  if (version === undefined) return readBook(registers, state)
  const last = books.get(registers)
  if (last?.version === version && last.state === state) return last.book
  const book = readBook(registers, state)
  books.set(registers, { version, state, book })
  return book
}

/**
 * Credits that records of a period hold, by member; nothing where counting is not quadratic. `except`: decisions whose own records are left out. Of a
 * record whose proposal is not here the period is unknown, and it is left out too: the chain would count less than this says.
 * @example
 * reservedIn(registers, state, { rulesEpoch: 0, period: 0 }) // => new Map()
 */
export const reservedIn = (
  registers: Registers,
  state: ChainState,
  { rulesEpoch, period, except = [] }: { readonly rulesEpoch: number; readonly period: number; readonly except?: readonly DecisionId[] },
): ReadonlyMap<Address, bigint> => {
  if (rulesOf(state, { rulesEpoch }).mode !== countingModes.quadratic) return new Map()
  const held = bookOf(registers, state).get(nameOf(rulesEpoch, period))
  const sums = new Map(held?.sums ?? [])
  for (const id of new Set(except))
    for (const [member, credits] of held?.of.get(id) ?? []) {
      const left = (sums.get(member) ?? 0n) - credits
      if (left === 0n) sums.delete(member)
      else sums.set(member, left)
    }
  return sums
}

/** Credits that other decisions of a decision's period hold, by member. */
export const reservedBeside = (registers: Registers, state: ChainState, id: DecisionId, decision: Decision): ReadonlyMap<Address, bigint> =>
  reservedIn(registers, state, {
    rulesEpoch: decision.rulesEpoch,
    period: creditPeriodOf(rulesOf(state, decision), decision.closesAt),
    except: [id],
  })
