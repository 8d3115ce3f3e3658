import { type Address, concatBytes, fromHex, type Hex } from '@daomesh/protocol'
import { create2Address, madeBy } from './predictDaoAddress.ts'
import { cloneHead, cloneTail } from './predictInboxAddress.ts'

/**
 * Where the tokens of a bounty lie (contracts E10), from its id and its token alone: a clone that carries the token, whose implementation the escrow made
 * first. No chain is asked.
 * @example
 * predictVaultAddress(factory, chain.genesisHash, dao).length // => 42
 */
export const predictVaultAddress = (escrow: Address, id: Hex, token: Address): Address =>
  create2Address(escrow, id, concatBytes(cloneHead, fromHex(madeBy(escrow, 1)), cloneTail, fromHex(token)))
