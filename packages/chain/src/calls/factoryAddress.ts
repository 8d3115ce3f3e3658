import { type Address, address, fromHex } from '@daomesh/protocol'
import { daoFactoryBytecode } from '../abis.ts'
import { zeroHash } from '../constants.ts'
import { create2Address } from './predictDaoAddress.ts'

/** The keyless CREATE2 deployer that anvil and most public chains have. */
export const deployer = address.parse('0x4e59b44847b379578588920ca78fbf26c0b4956c')

/** Where this version's factory is on every chain that has the deployer: its address commits to its code alone. */
export const factoryAddress = (): Address => create2Address(deployer, zeroHash, fromHex(daoFactoryBytecode))
