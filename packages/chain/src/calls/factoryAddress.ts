import { type Address, address, fromHex, type Hex } from '@daomesh/protocol'
import { encodeDeployData } from 'viem'
import {
  bountyEscrowBytecode,
  daoFactoryAbi,
  daoFactoryBytecode,
  daoRecordsBytecode,
  daoSignaturesAbi,
  daoSignaturesBytecode,
  marketBondsBytecode,
  matchingRoundBytecode,
  pairAbi,
  pairBytecode,
  tillBytecode,
  powerRewardsAbi,
  powerRewardsBytecode,
} from '../abis.ts'
import { zeroHash } from '../constants.ts'
import { create2Address } from './predictDaoAddress.ts'

/** The keyless CREATE2 deployer that anvil and most public chains have. */
export const deployer = address.parse('0x4e59b44847b379578588920ca78fbf26c0b4956c')

/** All of this depends on code that is fixed, and hashing 24 kB costs more than most of what asks for it: it is worked out when it is asked for first. */
const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined
  return () => (made ??= make())
}
const madeFrom = (code: () => Hex): (() => Address) => once(() => create2Address(deployer, zeroHash, fromHex(code())))

/** Where this version's records contract is on every chain that has the deployer. */
export const recordsAddress: () => Address = madeFrom(() => daoRecordsBytecode)

/** Where this version's escrow of bounties is on every chain that has the deployer; it depends on nothing but its own code. */
export const escrowAddress: () => Address = madeFrom(() => bountyEscrowBytecode)

/** Where this version's contract of public-goods rounds is on every chain that has the deployer; it depends on nothing but its own code. */
export const roundsAddress: () => Address = madeFrom(() => matchingRoundBytecode)

/** Where this version's contract of market bonds is on every chain that has the deployer; it depends on nothing but its own code. */
export const bondsAddress: () => Address = madeFrom(() => marketBondsBytecode)

/** Where this version's till is on every chain that has the deployer; it depends on nothing but its own code. */
export const tillAddress: () => Address = madeFrom(() => tillBytecode)

/** The code that makes the contract which reads live ballots as a DAO's signature; it commits to the records contract and the escrow. */
export const signaturesCode: () => Hex = once(() =>
  encodeDeployData({ abi: daoSignaturesAbi, bytecode: daoSignaturesBytecode, args: [recordsAddress(), escrowAddress()] }),
)

/** Where it is on every chain that has the deployer. */
export const signaturesAddress: () => Address = madeFrom(signaturesCode)

/** The code that makes the contract which enacts two decisions together; it commits to the records contract. */
export const pairCode: () => Hex = once(() => encodeDeployData({ abi: pairAbi, bytecode: pairBytecode, args: [recordsAddress()] }))

/** Where it is on every chain that has the deployer. */
export const pairAddress: () => Address = madeFrom(pairCode)

/** The code that makes the contract which a promise of power calls first; it commits to the escrow. */
export const powerRewardsCode: () => Hex = once(() =>
  encodeDeployData({ abi: powerRewardsAbi, bytecode: powerRewardsBytecode, args: [escrowAddress()] }),
)

/** Where it is on every chain that has the deployer. */
export const powerRewardsAddress: () => Address = madeFrom(powerRewardsCode)

/** The code that makes the factory, which commits to both. */
export const factoryCode: () => Hex = once(() =>
  encodeDeployData({ abi: daoFactoryAbi, bytecode: daoFactoryBytecode, args: [recordsAddress(), signaturesAddress()] }),
)

/** Where this version's factory is on every chain that has the deployer: its address commits to its code and to these two contracts alone. */
export const factoryAddress: () => Address = madeFrom(factoryCode)
