import type { EscrowRules } from '@daomesh/chain/memory'
import { actOnEscrow, emptyEscrow, type EscrowState } from '@daomesh/governance'
import { nativeVerifier } from '@daomesh/log/native'

const { recoverAccount } = nativeVerifier()

/** The simulated escrow acts by the pure rules; one suite holds them against the contract (chain A40). The state is what it answered last. */
export const escrowWithGovernance: EscrowRules = (state, action, request) =>
  actOnEscrow((state as EscrowState | null) ?? emptyEscrow, action, { ...request, recover: recoverAccount })
