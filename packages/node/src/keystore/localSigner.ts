import { type Address, DaomeshError, type Signer, type SigningRequest } from '@daomesh/protocol'
import { addressOf } from './addressOf.ts'
import { describeRequest, type RequestWords } from './describe/describeRequest.ts'
import { checkNamed, signRequest } from './signRequest.ts'

/**
 * A signer that holds opened keys in this process: the terminal, tests, or a signing process of its own. Nothing is signed before `confirm` says yes;
 * the words it shows are decoded from what is signed, not taken from whoever asks; a ballot that cannot be shown so is refused with `SIGNING_BLIND`.
 */
export const localSigner = (parameters: {
  readonly privateKeys: readonly Uint8Array[]
  readonly confirm: (request: SigningRequest, words: RequestWords, account: Address) => boolean | Promise<boolean>
}): Signer => {
  const keys = new Map(parameters.privateKeys.map((privateKey) => [addressOf(privateKey), privateKey]))
  return {
    accounts: () => Promise.resolve([...keys.keys()]),
    sign: async (account, request) => {
      const privateKey = keys.get(account)
      if (privateKey === undefined) throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
      checkNamed(account, request)
      if (!(await parameters.confirm(request, describeRequest(request), account))) throw new DaomeshError('SIGNING_REFUSED')
      return signRequest(privateKey, request)
    },
  }
}
