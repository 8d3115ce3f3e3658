import { address, DaomeshError, type Hex, hashTypedData, type Signer, type SigningRequest } from '@daomesh/protocol'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { DevnetAccount } from './accounts.ts'

const signWith = (account: PrivateKeyAccount, request: SigningRequest): Promise<Hex> => {
  if (request.type === 'transaction') return account.signTransaction({ type: 'eip1559', ...request.transaction })
  const { domain, name, message } = request
  return account.sign({ hash: hashTypedData(domain, name, message as never) })
}

/** Signs whatever it is asked to, for sandboxes, tests and the simulator. Never give it a key that holds anything. */
export const createDevnetSigner = (accounts: readonly DevnetAccount[]): Signer => {
  const byAddress = new Map<string, DevnetAccount>(accounts.map((one) => [one.address, one]))
  const keys = new Map<string, PrivateKeyAccount>()
  /** Made when it first signs: to derive a public key takes longer than all else that is done here. */
  const keyOf = (account: string): PrivateKeyAccount => {
    const one = byAddress.get(account)
    if (one === undefined) throw new DaomeshError('SIGNING_REFUSED', { meta: { account } })
    const key = keys.get(account) ?? privateKeyToAccount(one.privateKey)
    keys.set(account, key)
    return key
  }
  return {
    accounts: () => Promise.resolve(accounts.map((one) => address.parse(one.address))),
    sign: async (account, request) => signWith(keyOf(account), request),
  }
}
