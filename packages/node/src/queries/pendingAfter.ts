import { decodeCall } from '@daomesh/chain'
import { type Address, type Call, type DecisionId, ether } from '@daomesh/protocol'
import { shownProposals } from '../nested/shownProposals.ts'
import type { TellsTime } from '../spaces/presentOf.ts'
import type { ReadDao } from '../spaces/space.ts'
import { underWay } from './proposals/underWay.ts'

export type PendingEffect = 'ballotLost' | 'short'
type Pending = { decision: DecisionId; title: string; effects: PendingEffect[] }

/** What calls take of the treasury, by token: plain payments and transfers, which are all that can be told from outside. */
const takenBy = (calls: readonly Call[]): ReadonlyMap<Address, bigint> => {
  const taken = new Map<Address, bigint>()
  const add = (token: Address, amount: bigint) => taken.set(token, (taken.get(token) ?? 0n) + amount)
  for (const call of calls) {
    if (call.value > 0n) add(ether, call.value)
    const decoded = decodeCall(call)
    const amount =
      decoded.kind === 'known' && decoded.contract === 'ERC-20' && decoded.function === 'transfer' ? decoded.args[1]?.value : null
    if (typeof amount === 'string') add(call.target, BigInt(amount))
  }
  return taken
}

/**
 * Proposals under way that an exit touches. `left`: what the treasury then holds, of the tokens that are taken part of; `leaver`: who has no seat
 * any more, null for an exit in part. An underfunded decision stays enactable until it expires (R12).
 */
export const pendingAfter = (
  node: TellsTime,
  space: ReadDao,
  { left, leaver }: { readonly left: ReadonlyMap<Address, bigint>; readonly leaver: Address | null },
): Pending[] =>
  shownProposals(node, space)
    .filter(({ status }) => underWay.has(status))
    .flatMap(({ id, title, ballots, decision }) => {
      const effects: PendingEffect[] = []
      if (ballots.some(({ member }) => member === leaver)) effects.push('ballotLost')
      if ([...takenBy(decision.calls)].some(([token, amount]) => amount > (left.get(token) ?? amount))) effects.push('short')
      return effects.length === 0 ? [] : [{ decision: id, title, effects }]
    })
