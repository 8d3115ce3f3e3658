import {
  type Address,
  bytes32,
  accountSignature,
  DaomeshError,
  daomeshDomain,
  decode,
  encode,
  exchangePublicKey,
  hashTypedData,
  type Hex,
  type LinkDevice,
  linkDeviceSchema,
  to0x,
  toRecord,
} from '@daomesh/protocol'
import { z } from 'zod'
import type { NodeAdapters } from '../adapters.ts'
import type { MetaStore } from '../ports.ts'

const row = z.object({ link: linkDeviceSchema, signature: accountSignature })

export type SignedLink = { readonly link: LinkDevice; readonly signature: Hex }

/** Connections of this device end after a year unless it is linked again; records stay valid for good. */
const linkSeconds = 365 * 24 * 3600

/**
 * The account's signed statement that this device speaks for it, asked for once per account and chain and kept.
 * @throws DaomeshError `SIGNING_REFUSED` or `SIGNING_MISMATCH`.
 */
export const createDeviceLinks = ({
  meta,
  signer,
  deviceKey,
  random,
  clock,
  verifier,
}: Pick<NodeAdapters, 'signer' | 'deviceKey' | 'random' | 'clock' | 'verifier'> & { readonly meta: MetaStore }) => {
  const asking = new Map<string, Promise<SignedLink>>()

  const ask = async (key: string, chainId: bigint, account: Address): Promise<SignedLink> => {
    const link: LinkDevice = {
      member: account,
      device: bytes32.parse(`0x${deviceKey.device}`),
      exchangeKey: to0x(exchangePublicKey(deviceKey.exchangeSecret)),
      notAfter: BigInt(Math.floor(clock.now() / 1000) + linkSeconds),
      nonce: to0x(random.bytes(32)),
    }
    const domain = daomeshDomain(chainId)
    const context = { title: 'Link this device', lines: ['This device will write records in your name. You can unlink it at any time.'] }
    const signature = await signer.sign(account, { type: 'typedData', domain, name: 'LinkDevice', message: link, context })
    if (verifier.recoverAccount(hashTypedData(domain, 'LinkDevice', link), signature) !== account)
      throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
    const signed = { link, signature }
    meta.set(key, encode(toRecord(signed)))
    return signed
  }

  return {
    /** The kept link, or a new one from the signing desk. */
    of: (chainId: bigint, account: Address): Promise<SignedLink> => {
      const key = `link:${chainId}:${account}`
      const kept = meta.get(key)
      if (kept !== undefined) return Promise.resolve(row.parse(decode(kept)))
      const running = asking.get(key)
      if (running) return running
      const asked = ask(key, chainId, account).finally(() => asking.delete(key))
      asking.set(key, asked)
      return asked
    },
    known: (chainId: bigint, account: Address): SignedLink | null => {
      const kept = meta.get(`link:${chainId}:${account}`)
      return kept === undefined ? null : row.parse(decode(kept))
    },
  }
}

export type DeviceLinks = ReturnType<typeof createDeviceLinks>
