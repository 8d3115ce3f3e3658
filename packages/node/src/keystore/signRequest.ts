import { type Address, DaomeshError, hashTypedData, type Hex, type SigningRequest, type UnsignedTransaction } from '@daomesh/protocol'
import * as Secp256k1 from 'ox/Secp256k1'
import * as Signature from 'ox/Signature'
import * as TxEnvelopeEip1559 from 'ox/TxEnvelopeEip1559'
import { addressOf } from './addressOf.ts'
import { checkShown } from './provenSubjects.ts'

const envelopeOf = (transaction: UnsignedTransaction) => {
  const { chainId, nonce, to, value, data, gas, maxFeePerGas, maxPriorityFeePerGas } = transaction
  return TxEnvelopeEip1559.from({ chainId, nonce: BigInt(nonce), to, value, data, gas, maxFeePerGas, maxPriorityFeePerGas })
}

/**
 * The 32 bytes that a signature of this request covers.
 * @example
 * const message = { member: alice, device: chain.genesisHash, nonce: chain.genesisHash }
 * const request = { type: 'typedData', domain: daomeshDomain(1n), name: 'UnlinkDevice', message, context: { title: '', lines: [] } } as const
 * digestOf(request) // => hashTypedData(daomeshDomain(1n), 'UnlinkDevice', message)
 */
export const digestOf = (request: SigningRequest): Hex => {
  if (request.type === 'transaction') return TxEnvelopeEip1559.getSignPayload(envelopeOf(request.transaction))
  return hashTypedData(request.domain, request.name, request.message)
}

/** An account signs only statements in its own name. @throws DaomeshError `SIGNING_MISMATCH`. */
export const checkNamed = (account: Address, request: SigningRequest): void => {
  if (request.type !== 'typedData') return
  const { message } = request
  const named =
    'hunter' in message
      ? message.hunter === account
      : 'member' in message
        ? message.member === account
        : !('members' in message) || message.members.some((m) => m.account === account)
  if (!named) throw new DaomeshError('SIGNING_MISMATCH', { meta: { account, name: request.name } })
}

/**
 * Signs without asking anybody; whoever calls it has asked. Deterministic (RFC 6979), low s.
 * @returns r ‖ s ‖ v (v is 27 or 28) for typed data, the raw signed transaction for a transaction.
 * @throws DaomeshError `SIGNING_MISMATCH` when the message speaks for another account; `SIGNING_BLIND` for a ballot whose proposals are not proven.
 * @example
 * const message = { member: addressOf(key), device: chain.genesisHash, nonce: chain.genesisHash }
 * const request = { type: 'typedData', domain: daomeshDomain(1n), name: 'UnlinkDevice', message, context: { title: '', lines: [] } } as const
 * verifier.recoverAccount(digestOf(request), signRequest(key, request)) // => addressOf(key)
 */
export const signRequest = (privateKey: Uint8Array, request: SigningRequest): Hex => {
  checkNamed(addressOf(privateKey), request)
  checkShown(request)
  const signature = Secp256k1.sign({ payload: digestOf(request), privateKey, extraEntropy: false })
  if (request.type === 'typedData') return Signature.toHex(signature)
  return TxEnvelopeEip1559.serialize(envelopeOf(request.transaction), { signature })
}
