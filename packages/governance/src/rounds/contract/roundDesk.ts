import { type Address, type Round, type RoundFact, type RoundId, type RoundSurroundings, ether } from '@daomesh/protocol'
import { foldRounds } from '../foldRounds.ts'
import type { RoundRecord } from '../roundRecord.ts'
import { refuse, type RoundsState } from './roundState.ts'

/** As the contract numbers them; a round that was never opened has 0. */
const statusNumbers = { open: 1, finalised: 2, calledOff: 3 } as const

/** What one call changes while it runs: facts are folded as they are told. */
export type RoundsDesk = {
  readonly call: RoundSurroundings
  readonly state: () => RoundsState
  readonly facts: readonly RoundFact[]
  readonly find: (id: RoundId) => RoundRecord | undefined
  readonly statusOf: (id: RoundId) => number
  /** @throws RoundRefused `Round_WrongStatus` unless it has that status. */
  readonly require: (id: RoundId, status: RoundRecord['status']) => RoundRecord
  readonly tell: (fact: RoundFact) => void
  readonly seat: (id: RoundId, accounts: readonly Address[]) => void
  /** Money of the caller. */
  readonly take: (round: Round, id: RoundId, amount: bigint) => void
  /** Money out of a round; what its receiver does not take waits as a credit. */
  readonly push: (round: Round, id: RoundId, to: Address, amount: bigint) => void
}

export const openRoundsDesk = (before: RoundsState, call: RoundSurroundings): RoundsDesk => {
  let state = before
  const facts: RoundFact[] = []
  const find = (id: RoundId): RoundRecord | undefined => state.book.rounds.get(id)
  const statusOf = (id: RoundId): number => {
    const record = find(id)
    return record === undefined ? 0 : statusNumbers[record.status]
  }
  const tell = (fact: RoundFact): void => {
    facts.push(fact)
    state = { ...state, book: foldRounds([fact], state.book) }
  }
  return {
    call,
    state: () => state,
    facts,
    find,
    statusOf,
    require: (id, status) => {
      const record = find(id)
      return record === undefined || record.status !== status ? refuse('WrongStatus', id, statusOf(id)) : record
    },
    tell,
    seat: (id, accounts) => {
      state = { ...state, rosters: new Map(state.rosters).set(id, accounts) }
    },
    take: ({ token }, id, amount) => {
      const due = token === ether ? amount : 0n
      if (call.value !== due) refuse('WrongPayment', due, call.value)
      const vault = call.vaultOf(id, token)
      if (token !== ether && call.take(token, vault, amount) !== 'taken') refuse('TransferFailed', vault)
    },
    push: ({ token }, id, to, amount) => {
      if (amount === 0n) return
      const vault = call.vaultOf(id, token)
      if (!call.push(token, vault, to, amount)) tell({ kind: 'credited', vault, account: to, amount })
    },
  }
}
