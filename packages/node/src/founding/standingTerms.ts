import { foundingOf, type LobbyProposal, type LobbyState } from '@daomesh/governance'
import type { Address } from '@daomesh/protocol'
import type { LobbySpace } from '../spaces/space.ts'

/** What one person proposed last stands for that person: terms are proposed anew until everybody signed. Later by the records, whatever a clock said. */
const newestOfEach = ({ replica }: Pick<LobbySpace, 'replica'>, proposals: readonly LobbyProposal[]): readonly LobbyProposal[] => {
  const newest = new Map<Address, { readonly proposal: LobbyProposal; readonly depth: number }>()
  for (const proposal of proposals)
    for (const { by, entry } of proposal.proposed) {
      const depth = replica.entry(entry)?.depth ?? 0
      const before = newest.get(by)
      if (before === undefined || before.depth < depth) newest.set(by, { proposal, depth })
    }
  return [...new Set([...newest.values()].map(({ proposal }) => proposal))]
}

/**
 * The terms that a lobby shows: those that everybody signed; before, of what each member proposed last the one that holds a seat of this member, and of several
 * the one with the most signatures. Null while nothing is proposed.
 */
export const standingTerms = (space: Pick<LobbySpace, 'replica'>, state: LobbyState, seats: ReadonlySet<Address>): LobbyProposal | null => {
  const holdsSelf = ({ genesis }: LobbyProposal) => Number(genesis.members.some(({ account }) => seats.has(account)))
  const open = newestOfEach(space, state.proposals).toSorted((a, b) => holdsSelf(b) - holdsSelf(a) || b.signed.length - a.signed.length)
  return foundingOf(state, seats) ?? open[0] ?? null
}
