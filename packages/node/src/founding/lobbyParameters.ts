import type { LobbyParameters } from '@daomesh/governance'
import type { Verifier } from '@daomesh/protocol'
import type { LobbySpace } from '../spaces/space.ts'

/** What a lobby's state is read with: the chain it is on, whose signature is whose, and what the chain says of those of DAOs. */
export const lobbyParameters = (
  { record, signed }: Pick<LobbySpace, 'record' | 'signed'>,
  { recoverAccount }: Pick<Verifier, 'recoverAccount'>,
): LobbyParameters => ({ chain: record.chain, recover: recoverAccount, isSigned: signed.isSigned })
