import { address, type Address, concatBytes, fromHex, type Genesis, genesisHashOf, type Hex, keccak256, toHex } from '@daomesh/protocol'

/** EIP-1167 in Solady's PUSH0 form: what CREATE2 runs, with the implementation between both parts. */
const cloneHead = fromHex('602d5f8160095f39f35f5f365f5f37365f73')
const cloneTail = fromHex('5af43d5f5f3e6029573d5ffd5b3d5ff3')

const lowTwenty = (digest: Uint8Array): Address => address.parse(`0x${toHex(digest.slice(12))}`)

/**
 * CREATE2 (EIP-1014): keccak(0xff ‖ deployer ‖ salt ‖ keccak(init code)).
 * @example
 * create2Address(factory, chain.genesisHash, new Uint8Array()).length // => 42
 */
export const create2Address = (deployer: Address, salt: Hex, initCode: Uint8Array): Address =>
  lowTwenty(keccak256(concatBytes(Uint8Array.of(0xff), fromHex(deployer), fromHex(salt), keccak256(initCode))))

/** What the factory makes in its constructor, counted from 1: keccak(rlp([factory, nonce])). */
export const madeBy = (factory: Address, nonce: number): Address =>
  lowTwenty(keccak256(concatBytes(Uint8Array.of(0xd6, 0x94), fromHex(factory), Uint8Array.of(nonce))))

/** The implementation of DAOs is the factory's first CREATE. */
export const implementationOf = (factory: Address): Address => madeBy(factory, 1)

/**
 * Where the DAO with this genesis is or will be. No chain is asked: the address commits to the whole genesis (C10).
 * @example
 * predictDaoAddress(factory, genesis) === predictDaoAddress(factory, { ...genesis, name: 'Mill' }) // => false
 */
export const predictDaoAddress = (factory: Address, genesis: Genesis): Address => predictDaoAddressOf(factory, genesisHashOf(genesis))

/**
 * The address under a factory from the genesis hash alone: CREATE2 (EIP-1014) with the minimal proxy's code.
 * @example
 * predictDaoAddressOf(factory, genesisHashOf(genesis)) // => predictDaoAddress(factory, genesis)
 */
export const predictDaoAddressOf = (factory: Address, genesisHash: Hex): Address =>
  create2Address(factory, genesisHash, concatBytes(cloneHead, fromHex(implementationOf(factory)), cloneTail))
