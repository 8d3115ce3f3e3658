import type { EscrowAction } from '@daomesh/protocol'
import { claimCredit } from '../../credits/claimCredit.ts'
import { type Desk, openDesk } from './desk.ts'
import { contest, objectLeaf, rule } from './disputes.ts'
import { type EscrowAnswer, type EscrowCall, type EscrowState, refuse, Refused } from './escrowState.ts'
import { accept, cancel, deliver, fund, object, refund, release, settle } from './life.ts'
import { payout } from './payout.ts'
import { acceptLeaves, free, redirect, split } from './splits.ts'

const act = (desk: Desk, action: EscrowAction): void => {
  switch (action.kind) {
    case 'fund':
      return fund(desk, action)
    case 'cancel':
      return cancel(desk, action)
    case 'split':
      return split(desk, action)
    case 'deliver':
      return deliver(desk, action)
    case 'accept':
      return accept(desk, action)
    case 'acceptLeaves':
      return acceptLeaves(desk, action)
    case 'object':
      return object(desk, action)
    case 'objectLeaf':
      return objectLeaf(desk, action)
    case 'contest':
      return contest(desk, action)
    case 'rule':
      return rule(desk, action)
    case 'release':
      return release(desk, action)
    case 'refund':
      return refund(desk, action)
    case 'settle':
      return settle(desk, action)
    case 'payout':
      return payout(desk, action)
    case 'free':
      return free(desk, action)
    case 'redirect':
      return redirect(desk, action)
    case 'claim':
      return claimCredit(desk, action, refuse)
  }
}

/** Functions that take ETH; with any other one it is refused without a word. */
const payable: ReadonlySet<EscrowAction['kind']> = new Set(['fund', 'object', 'objectLeaf'])

/**
 * What the escrow contract does when it is called (contracts E1 to E11), from the same rules by which `leafStanding` and `bountyMoves` foretell it: the facts
 * it tells in their order, and where it refuses the contract's error with its arguments. Gas is not counted: a call never brings too little.
 * @returns the state behind the call, or the refusal, which changed nothing in it; money that `take` and `push` moved before a refusal is the caller's to undo.
 * @example
 * const release = { kind: 'release', agreement } as const
 * actOnEscrow(emptyEscrow, release, escrowCall).ok // => false
 */
export const actOnEscrow = (state: EscrowState, action: EscrowAction, call: EscrowCall): EscrowAnswer => {
  if (call.value !== 0n && !payable.has(action.kind)) return { ok: false, error: 'silent', args: [] }
  const desk = openDesk(state, call)
  try {
    act(desk, action)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { ok: false, ...error.refusal }
  }
  return { ok: true, state: desk.state(), facts: desk.facts }
}
