import {
  accountSignature,
  type Address,
  bytes32,
  DaomeshError,
  daomeshDomain,
  decode,
  type DeviceId,
  encode,
  hashTypedData,
  type Hex,
  to0x,
  toRecord,
  type UnlinkDevice,
  unlinkDeviceSchema,
} from '@daomesh/protocol'
import { z } from 'zod'
import type { NodeAdapters } from '../adapters.ts'
import type { MetaStore } from '../ports.ts'
import { readRows } from '../rows/readRows.ts'

const prefix = 'unlink:'
const keyOf = (chainId: bigint, account: Address, device: DeviceId): string => `${prefix}${chainId}:${account}:${device}`

const row = z.object({ chainId: z.string().transform(BigInt), unlink: unlinkDeviceSchema, signature: accountSignature })

/** An account's signed statement that a device no longer speaks for it. It counts on one chain, in every space there, whoever publishes it. */
export type SignedUnlink = { readonly chainId: bigint; readonly unlink: UnlinkDevice; readonly signature: Hex }

/**
 * Signed unlinkings of this account's devices: asked for once per device and chain and kept, so that spaces that this node opens later learn of them too.
 * @throws DaomeshError `SIGNING_REFUSED` or `SIGNING_MISMATCH`.
 */
export const createDeviceUnlinks = ({
  meta,
  signer,
  random,
  verifier,
}: Pick<NodeAdapters, 'signer' | 'random' | 'verifier'> & { readonly meta: MetaStore }) => ({
  all: (): readonly SignedUnlink[] => readRows(meta, prefix, (value) => row.parse(decode(value))).map(({ row: kept }) => kept),
  of: async (chainId: bigint, account: Address, device: DeviceId): Promise<SignedUnlink> => {
    const key = keyOf(chainId, account, device)
    const kept = meta.get(key)
    if (kept !== undefined) return row.parse(decode(kept))
    const unlink: UnlinkDevice = { member: account, device: bytes32.parse(`0x${device}`), nonce: to0x(random.bytes(32)) }
    const domain = daomeshDomain(chainId)
    const context = { title: 'Unlink a device for good', lines: [] }
    const signature = await signer.sign(account, { type: 'typedData', domain, name: 'UnlinkDevice', message: unlink, context })
    if (verifier.recoverAccount(hashTypedData(domain, 'UnlinkDevice', unlink), signature) !== account)
      throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
    const signed = { chainId, unlink, signature }
    meta.set(key, encode(toRecord(signed)))
    return signed
  },
})

export type DeviceUnlinks = ReturnType<typeof createDeviceUnlinks>
