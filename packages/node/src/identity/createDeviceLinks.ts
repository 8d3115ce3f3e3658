import {
  type Address,
  bytes32,
  accountSignature,
  DaomeshError,
  daomeshDomain,
  decode,
  encode,
  equalBytes,
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

const keyOf = (chainId: bigint, account: Address): string => `link:${chainId}:${account}`

const row = z.object({ link: linkDeviceSchema, signature: accountSignature })

export type SignedLink = { readonly link: LinkDevice; readonly signature: Hex }

/** Connections of this device end after a year unless it is linked again; records stay valid for good. */
const linkSeconds = 365 * 24 * 3600
/** Long enough for a holiday before anything ends, short enough that nobody is asked more than once a year. */
const renewalSeconds = 30 * 24 * 3600

/**
 * The account's signed statement that this device speaks for it, asked for once per account and chain, kept, and asked for anew before it ends.
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
    const context = {
      title: known(chainId, account) === null ? 'Link this device' : 'Renew the link of this device, which ends soon',
      lines: [],
    }
    const signature = await signer.sign(account, { type: 'typedData', domain, name: 'LinkDevice', message: link, context })
    if (verifier.recoverAccount(hashTypedData(domain, 'LinkDevice', link), signature) !== account)
      throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
    const signed = { link, signature }
    meta.set(key, encode(toRecord(signed)))
    return signed
  }

  /** One question at a time: a lobby and its renewal are answered by one signature. */
  const askOnce = (chainId: bigint, account: Address): Promise<SignedLink> => {
    const key = keyOf(chainId, account)
    const running = asking.get(key)
    if (running) return running
    const asked = ask(key, chainId, account).finally(() => asking.delete(key))
    asking.set(key, asked)
    return asked
  }
  /** Every session shows the link: it is read anew only where other bytes are kept than last time. */
  const readBefore = new Map<string, { readonly kept: Uint8Array; readonly signed: SignedLink }>()
  const known = (chainId: bigint, account: Address): SignedLink | null => {
    const key = keyOf(chainId, account)
    const kept = meta.get(key)
    if (kept === undefined) return null
    const before = readBefore.get(key)
    const signed = before !== undefined && equalBytes(before.kept, kept) ? before.signed : row.parse(decode(kept))
    if (signed !== before?.signed) readBefore.set(key, { kept, signed })
    // A home whose device key was left out of a copy, or lost, is another device: what was signed for that one would be taken by nobody.
    return signed.link.device === `0x${deviceKey.device}` ? signed : null
  }

  return {
    /** The kept link, or a new one from the signing desk. An old one still opens logs: its end concerns connections only. */
    of: async (chainId: bigint, account: Address): Promise<SignedLink> => known(chainId, account) ?? askOnce(chainId, account),
    known,
    /** Whether the kept link ends within 30 days, or has ended. */
    isDue: (chainId: bigint, account: Address): boolean => {
      const kept = known(chainId, account)
      return kept !== null && kept.link.notAfter < BigInt(Math.floor(clock.now() / 1000) + renewalSeconds)
    },
    /** A new link from the signing desk in place of the kept one, which stays until then. @throws like the whole. */
    renew: askOnce,
  }
}

export type DeviceLinks = ReturnType<typeof createDeviceLinks>
