import type { Address } from '@daomesh/protocol'
import { zeroHash } from '../constants.ts'
import { argumentClone } from './argumentClone.ts'
import { create2Address, madeBy } from './predictDaoAddress.ts'

/** The implementation of inboxes is the factory's second CREATE. Where it has no code, the factory is of a version that makes none. */
export const inboxImplementationOf = (factory: Address): Address => madeBy(factory, 2)

/**
 * Where the income of a DAO arrives (R11), from the DAO's address alone; money may be sent there before either is deployed. No chain is asked.
 * @example
 * predictInboxAddress(factory, dao).length // => 42
 */
export const predictInboxAddress = (factory: Address, dao: Address): Address =>
  create2Address(factory, zeroHash, argumentClone(inboxImplementationOf(factory), dao))
