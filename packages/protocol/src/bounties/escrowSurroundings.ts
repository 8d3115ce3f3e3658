import type { Hex } from '../bytes.ts'
import type { Address, BountyId } from '../ids.ts'

/**
 * One call of the escrow, and what it asks of the chain around it. `now` in seconds of chain time, `value` the wei that came with it. `take` and `push` move
 * money at once: who refuses a call undoes them.
 */
export type EscrowSurroundings = {
  readonly from: Address
  readonly value: bigint
  readonly now: number
  readonly chainId: bigint
  readonly escrow: Address
  /** What a contract signs when the escrow asks (ERC-1271); null for an account without code. */
  readonly contractSigns: (account: Address, digest: Hex, signature: Hex) => boolean | null
  /** Whether a person has power or shares in that DAO. */
  readonly isMember: (person: Address, dao: Address) => boolean
  readonly isContract: (account: Address) => boolean
  /** Where the tokens of a bounty lie; zero for ETH. */
  readonly vaultOf: (id: BountyId, token: Address) => Address
  /** The token of a vault that was made. */
  readonly tokenOf: (vault: Address) => Address
  /** Takes tokens of the caller into the vault. */
  readonly take: (token: Address, vault: Address, amount: bigint) => 'taken' | 'refused' | 'noToken'
  /** Pays out. False where the receiver, or the token, refuses. */
  readonly push: (token: Address, vault: Address, to: Address, amount: bigint) => boolean
  /** Where what an account earns goes: the inbox of a DAO, else the account itself. */
  readonly incomeOf: (payee: Address) => Address
}
