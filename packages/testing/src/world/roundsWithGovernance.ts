import type { RoundRules } from '@daomesh/chain/memory'
import { actOnRounds, emptyRoundsState, type RoundsState } from '@daomesh/governance'

/** The simulated contract of rounds acts by the pure rules; one suite holds them against the contract (chain A56). The state is what it answered last. */
export const roundsWithGovernance: RoundRules = (state, action, request) =>
  actOnRounds((state as RoundsState | null) ?? emptyRoundsState, action, request)
