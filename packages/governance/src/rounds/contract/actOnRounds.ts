import type { RoundAction, RoundSurroundings } from '@daomesh/protocol'
import { claimCredit } from '../../credits/claimCredit.ts'
import { openRoundsDesk, type RoundsDesk } from './roundDesk.ts'
import { refuse, type RoundAnswer, RoundRefused, type RoundsState } from './roundState.ts'
import { callOff, contribute, finalise, fund, open, payout, refund, refundPool } from './roundSteps.ts'

const act = (desk: RoundsDesk, action: RoundAction): void => {
  switch (action.kind) {
    case 'open':
      return open(desk, action)
    case 'fund':
      return fund(desk, action)
    case 'contribute':
      return contribute(desk, action)
    case 'callOff':
      return callOff(desk, action)
    case 'finalise':
      return finalise(desk, action)
    case 'payout':
      return payout(desk, action)
    case 'refund':
      return refund(desk, action)
    case 'refundPool':
      return refundPool(desk, action)
    case 'claim':
      return claimCredit(desk, action, refuse)
  }
}

/** Functions that take ETH; with any other one it is refused without a word. */
const payable: ReadonlySet<RoundAction['kind']> = new Set(['fund', 'contribute'])

/**
 * What the contract of rounds does when it is called (contracts R13 to R18), counting by the rule that estimates an open round: the facts it tells in their
 * order, and where it refuses the contract's error with its arguments. Gas is not counted: a call never brings too little.
 * @returns the state behind the call, or the refusal, which changed nothing in it; money that `take` and `push` moved before a refusal is the caller's to undo.
 */
export const actOnRounds = (state: RoundsState, action: RoundAction, call: RoundSurroundings): RoundAnswer => {
  if (call.value !== 0n && !payable.has(action.kind)) return { ok: false, error: 'silent', args: [] }
  const desk = openRoundsDesk(state, call)
  try {
    act(desk, action)
  } catch (error) {
    if (!(error instanceof RoundRefused)) throw error
    return { ok: false, ...error.refusal }
  }
  return { ok: true, state: desk.state(), facts: desk.facts }
}
