import { chainIdOf } from '@daomesh/node/keystore'
import { DaomeshError, type SigningRequest } from '@daomesh/protocol'

/** `ask`: a person confirms each signature. `sandbox`: the signer says yes by itself, for demonstrations and tests. */
export const confirmPolicies = ['ask', 'sandbox'] as const
export type ConfirmPolicy = (typeof confirmPolicies)[number]

/** What every development chain calls itself, and no chain that holds value does. */
export const sandboxChainId = 31_337n

/**
 * Signing unseen is for play money: the signer judges by the chain id inside the request, which is what the signature binds, and not by what the node says.
 * @throws DaomeshError `SIGNING_REFUSED`.
 */
export const checkAutoApproval = (request: SigningRequest): void => {
  const chainId = chainIdOf(request)
  if (chainId !== sandboxChainId)
    throw new DaomeshError('SIGNING_REFUSED', {
      meta: { reason: 'automatic approval works on a sandbox chain only', chainId: chainId.toString() },
    })
}
