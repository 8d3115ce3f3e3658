import { address, type Address } from '@daomesh/protocol'
import * as OxAddress from 'ox/Address'
import * as Secp256k1 from 'ox/Secp256k1'

/**
 * The account of a private key, in lower case.
 * @example
 * addressOf(key).length // => 42
 */
export const addressOf = (privateKey: Uint8Array): Address => address.parse(OxAddress.fromPublicKey(Secp256k1.getPublicKey({ privateKey })))
