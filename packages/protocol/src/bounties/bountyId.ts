import type { Hex } from '../bytes.ts'
import { hashTypedData } from '../eip712/hashTypedData.ts'
import type { Domain } from '../eip712/types.ts'
import type { Address, BountyId } from '../ids.ts'
import type { Agreement } from './agreement.ts'

/** What stands where there is no bounty above, and no agreement below. */
export const noBounty: Hex = `0x${'0'.repeat(64)}`

/** Leaves of one split that the escrow keeps in one word, and reads by one proof. */
export const leavesPerBlock = 64

/**
 * The EIP-712 domain of everything that is signed for an escrow.
 * @example
 * bountyDomain(1n, factory) // => { name: 'DAOmesh BountyEscrow', version: '1', chainId: 1n, verifyingContract: factory }
 */
export const bountyDomain = (chainId: bigint, escrow: Address): Domain => ({
  name: 'DAOmesh BountyEscrow',
  version: '1',
  chainId,
  verifyingContract: escrow,
})

/**
 * The id of a bounty: the digest of its agreement, which the hunter signs. It binds the chain, the escrow and every field; so it is also the hash by which
 * the bounty above names it in its split.
 * @example
 * bountyIdOf(chain.chainId, factory, agreement) === bountyIdOf(chain.chainId, factory, { ...agreement, amount: 2n }) // => false
 */
export const bountyIdOf = (chainId: bigint, escrow: Address, agreement: Agreement): BountyId =>
  hashTypedData(bountyDomain(chainId, escrow), 'Agreement', agreement) as BountyId
