import type { SigningRequest } from '@daomesh/protocol'

/** The chain a request is for; a signature made for one chain says nothing on another. */
export const chainIdOf = (request: SigningRequest): bigint =>
  request.type === 'transaction' ? BigInt(request.transaction.chainId) : request.domain.chainId
