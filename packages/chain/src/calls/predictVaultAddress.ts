import type { Address, BountyId, RoundId } from '@daomesh/protocol'
import { argumentClone } from './argumentClone.ts'
import { create2Address, madeBy } from './predictDaoAddress.ts'

/**
 * Where the tokens of a bounty lie, before and after it is funded: the escrow's clone for it; of a round that of the contract of rounds. No chain is asked.
 * @example
 * predictVaultAddress(factory, alice, bountyIdOf(1n, factory, agreement)).length // => 42
 */
export const predictVaultAddress = (escrow: Address, token: Address, bounty: BountyId | RoundId): Address =>
  create2Address(escrow, bounty, argumentClone(madeBy(escrow, 1), token))
