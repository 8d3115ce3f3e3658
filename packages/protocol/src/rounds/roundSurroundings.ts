import type { Hex } from '../bytes.ts'
import type { Address, RoundId } from '../ids.ts'
import type { Round, RoundProject } from './round.ts'

/**
 * One call of the contract of rounds, and what it asks of the chain around it. `now` in seconds of chain time, `value` the wei that came with it. `take` and
 * `push` move money at once: who refuses a call undoes them.
 */
export type RoundSurroundings = {
  readonly from: Address
  readonly value: bigint
  readonly now: number
  /** The contract itself. */
  readonly rounds: Address
  readonly idOf: (round: Round) => RoundId
  readonly projectsHashOf: (projects: readonly RoundProject[]) => Hex
  /** The seats of a DAO's present roster, in their order, and which of them have power and did not leave; null where no DAO is. */
  readonly votersOf: (dao: Address) => { readonly accounts: readonly Address[]; readonly seats: readonly number[] } | null
  /** Whether a person has that seat of the DAO's present roster, and did not leave. */
  readonly isMember: (person: Address, dao: Address, place: number) => boolean
  readonly isContract: (account: Address) => boolean
  /** Where the tokens of a round lie; zero for ETH. */
  readonly vaultOf: (id: RoundId, token: Address) => Address
  /** The token of a vault that was made. */
  readonly tokenOf: (vault: Address) => Address
  /** Takes tokens of the caller into the vault. */
  readonly take: (token: Address, vault: Address, amount: bigint) => 'taken' | 'refused' | 'noToken'
  /** Pays out. False where the receiver, or the token, refuses. */
  readonly push: (token: Address, vault: Address, to: Address, amount: bigint) => boolean
}
