import { type Address, concatBytes, fromHex } from '@daomesh/protocol'
import { zeroHash } from '../constants.ts'
import { create2Address, madeBy } from './predictDaoAddress.ts'

/** Solady's clone with immutable arguments, here 20 bytes: what CREATE2 runs, with the implementation between both parts and an address behind them. */
export const cloneHead = fromHex('6100413d81600a3d39f3363d3d373d3d3d363d73')
export const cloneTail = fromHex('5af43d82803e903d91602b57fd5bf3')

/** The implementation of inboxes is the factory's second CREATE. Where it has no code, the factory is of a version that makes none. */
export const inboxImplementationOf = (factory: Address): Address => madeBy(factory, 2)

/**
 * Where the income of a DAO arrives (R11), from the DAO's address alone; money may be sent there before either is deployed. No chain is asked.
 * @example
 * predictInboxAddress(factory, dao).length // => 42
 */
export const predictInboxAddress = (factory: Address, dao: Address): Address =>
  create2Address(factory, zeroHash, concatBytes(cloneHead, fromHex(inboxImplementationOf(factory)), cloneTail, fromHex(dao)))
