import { address, type Agreement, type BountyFact, type BountyId, bountyIdOf, type Hex, ether } from '@daomesh/protocol'
import { type BountyRecord, type BountyStatus, bountyStatus, type LeafPlace, withPlaces } from '../escrow/bountyRecord.ts'
import { foldBounty } from '../escrow/foldBounties.ts'
import { type EscrowCall, type EscrowState, refuse } from './escrowState.ts'

/** What one call changes while it runs: facts are folded as they are told, so what comes later in the call sees what came before. */
export type Desk = {
  readonly call: EscrowCall
  readonly state: () => EscrowState
  readonly facts: readonly BountyFact[]
  readonly idOf: (agreement: Agreement) => BountyId
  readonly statusOf: (id: BountyId) => BountyStatus
  /** @throws Refused `Escrow_WrongStatus` unless the bounty is funded and no further than the given status. */
  readonly live: (id: BountyId, ...allowed: readonly BountyStatus[]) => BountyRecord
  /** A bounty that is known to be funded, as it stands now. */
  readonly record: (id: BountyId) => BountyRecord
  readonly tell: (fact: BountyFact) => void
  readonly learn: (id: BountyId, places: Iterable<readonly [Hex, LeafPlace]>) => void
  readonly hold: (id: BountyId, change: bigint) => void
  /** Money of the caller, which is then held for the bounty. */
  readonly take: (agreement: Agreement, id: BountyId, amount: bigint) => void
  /** Money out of a bounty; what its receiver does not take waits as a credit. */
  readonly push: (agreement: Agreement, id: BountyId, to: `0x${string}`, amount: bigint) => void
  /** The same for what somebody earned: a DAO has it in its inbox. */
  readonly pushIncome: (agreement: Agreement, id: BountyId, to: `0x${string}`, amount: bigint) => void
}

export const openDesk = (before: EscrowState, call: EscrowCall): Desk => {
  let state = before
  const facts: BountyFact[] = []
  const idOf = (agreement: Agreement): BountyId => bountyIdOf(call.chainId, call.escrow, agreement)
  const tell = (fact: BountyFact): void => {
    facts.push(fact)
    state = { ...state, book: foldBounty(state.book, fact, call.now) }
  }
  const statusOf = (id: BountyId): BountyStatus =>
    state.book.bounties.get(id)?.status ?? (state.book.cancelled.has(id) ? 'cancelled' : 'none')
  const hold = (id: BountyId, change: bigint): void => {
    const held = (state.held.get(id) ?? 0n) + change
    // The contract's subtraction is checked: a bounty never pays more than came in for it.
    if (held < 0n) refuse('Overpaid', id)
    state = { ...state, held: new Map(state.held).set(id, held) }
  }
  const push: Desk['push'] = ({ token }, id, to, amount) => {
    if (amount === 0n) return
    const [vault, account] = [call.vaultOf(id, token), address.parse(to)]
    hold(id, -amount)
    if (!call.push(token, vault, account, amount)) tell({ kind: 'credited', vault, account, amount })
  }
  return {
    call,
    state: () => state,
    facts,
    idOf,
    statusOf,
    live: (id, ...allowed) => {
      const [status, record] = [statusOf(id), state.book.bounties.get(id)]
      if (record === undefined || !allowed.includes(status)) return refuse('WrongStatus', id, bountyStatus[status])
      return record
    },
    record: (id) => {
      const record = state.book.bounties.get(id)
      if (record === undefined) throw new RangeError('a bounty that was not funded has no record')
      return record
    },
    tell,
    learn: (id, places) => {
      const record = state.book.bounties.get(id)
      if (record === undefined) return
      state = { ...state, book: { ...state.book, bounties: new Map(state.book.bounties).set(id, withPlaces(record, places)) } }
    },
    hold,
    take: ({ token }, id, amount) => {
      const due = token === ether ? amount : 0n
      if (call.value !== due) refuse('WrongPayment', due, call.value)
      hold(id, amount)
      const taken = token === ether ? 'taken' : call.take(token, call.vaultOf(id, token), amount)
      if (taken === 'noToken') refuse('BadAgreement', 2)
      if (taken === 'refused') refuse('TransferFailed', token)
    },
    push,
    pushIncome: (agreement, id, to, amount) => {
      if (amount !== 0n) push(agreement, id, call.incomeOf(address.parse(to)), amount)
    },
  }
}
