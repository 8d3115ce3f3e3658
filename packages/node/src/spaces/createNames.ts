import { type ChainState, keys, type ProfileValue, type ProposalValue, overlaid, type Registers, valueAt } from '@daomesh/governance'
import type { Address, DecisionId } from '@daomesh/protocol'
import { type Succession, successionsIn } from './successionsIn.ts'

/**
 * The registers with the name of whoever was replaced standing for the account that took its place, until that one tells a name of its own. For showing
 * only: nothing of it is hashed or stored. Looked up anew after each change, since the records go on under it; between two changes the same ones are handed out,
 * so that what was counted under them is not counted again.
 */
export const createNames = (dao: Address): ((registers: Registers, state: ChainState) => Registers) => {
  const known = new Map<DecisionId, readonly Succession[]>()

  const successionsOf = (registers: Registers, id: DecisionId): readonly Succession[] => {
    const before = known.get(id)
    if (before !== undefined) return before
    const proposal = valueAt<ProposalValue>(registers, keys.proposal(id))
    if (proposal === undefined) return []
    const found = successionsIn(proposal, dao)
    known.set(id, found)
    return found
  }
  const shown = (registers: Registers, state: ChainState): Registers => {
    const names = new Map<Address, ProfileValue>()
    // In the order of the chain, so that the second successor of a person bears the name too.
    for (const id of state.enacted.keys())
      for (const { from, to } of successionsOf(registers, id)) {
        const told = valueAt<ProfileValue>(registers, keys.profile(from)) ?? names.get(from)
        if (told !== undefined && registers.get(keys.profile(to)) === undefined) names.set(to, told)
      }
    if (names.size === 0) return registers
    return overlaid(
      registers,
      [...names].map(([account, value]) => ({ key: keys.profile(account), value })),
    )
  }
  let last: { readonly registers: Registers; readonly version: number; readonly state: ChainState; readonly shown: Registers } | null = null
  return (registers, state) => {
    const { version } = registers
    if (version === undefined) return shown(registers, state)
    if (last?.registers !== registers || last.version !== version || last.state !== state)
      last = { registers, version, state, shown: shown(registers, state) }
    return last.shown
  }
}
