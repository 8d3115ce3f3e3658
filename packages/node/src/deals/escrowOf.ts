import type { ChainProfile } from '@daomesh/chain'
import type { Address } from '@daomesh/protocol'

/** The escrow in which this node's deals end. Its address is fixed, like the factory's. */
export const escrowOf = (profile: ChainProfile): Address => profile.factory
