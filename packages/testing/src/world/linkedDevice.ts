import { createDevnetSigner, devnetAccounts } from '@daomesh/chain/devnet'
import { deviceKeyFromSeed, nativeVerifier } from '@daomesh/log/native'
import {
  type Address,
  address,
  bytes32,
  daomeshDomain,
  type DeviceKey,
  exchangePublicKey,
  hashOf,
  type Hex,
  type LinkDevice,
  to0x,
  utf8,
  type Verifier,
} from '@daomesh/protocol'

export type LinkedDevice = {
  readonly account: Address
  readonly deviceKey: DeviceKey
  readonly link: LinkDevice
  readonly linkSignature: Hex
}

/** Checks what a `LinkedDevice` signs. */
export const realVerifier = (): Verifier => nativeVerifier()

/** A device that the nth account of the sandbox linked, until `notAfter` in seconds. */
export const createLinkedDevice = async (nth: number, chainId: bigint, notAfter: number): Promise<LinkedDevice> => {
  const account = devnetAccounts(nth + 1)[nth]
  if (account === undefined) throw new RangeError('an account each')
  const deviceKey = deviceKeyFromSeed(hashOf('daomesh/testing/linked', utf8(String(nth))))
  const member = address.parse(account.address)
  const link: LinkDevice = {
    member,
    device: bytes32.parse(`0x${deviceKey.device}`),
    exchangeKey: to0x(exchangePublicKey(deviceKey.exchangeSecret)),
    notAfter: BigInt(notAfter),
    nonce: to0x(hashOf('daomesh/testing/nonce', utf8(String(nth)))),
  }
  const context = { title: '', lines: [] }
  const request = { type: 'typedData', domain: daomeshDomain(chainId), name: 'LinkDevice', message: link, context } as const
  return { account: member, deviceKey, link, linkSignature: await createDevnetSigner([account]).sign(member, request) }
}
