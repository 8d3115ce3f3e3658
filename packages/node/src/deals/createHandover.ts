import {
  type Address,
  address,
  accountSignature,
  DaomeshError,
  decode,
  type DealOpening,
  type DeviceId,
  encode,
  encodeDealOpening,
  type ErrorCode,
  catalogue,
  limits,
  linkDeviceSchema,
  toDaomeshError,
  toRecord,
} from '@daomesh/protocol'
import { z } from 'zod'
import type { NodeContext } from '../context.ts'
import { answerStrangers, askStranger } from '../reach/strangers.ts'
import { acceptShown } from './acceptShown.ts'

const protocol = '/daomesh/deal/1'
/** Room for the opening and a signed link. */
const mostBytes = limits.dealOpeningBytes + 16 * 1024
/** Strangers that are read at a time. */
const mostAtOnce = 4

const request = z.strictObject({
  v: z.literal(1),
  opening: z.instanceof(Uint8Array),
  link: linkDeviceSchema,
  signature: accountSignature,
  /** To whom it is shown: a party, or whom both name as arbiter. */
  as: z.enum(['party', 'arbiter']),
  /** The DAO that they name; absent: the account itself. */
  arbiter: address.optional(),
})
const answer = z.strictObject({ v: z.literal(1), code: z.string().max(64).nullable() })

/** Shown to the arbiter: the DAO that both sides agreed on, null for the account itself. Else to a party. */
export type ShownAs = { readonly arbiter: Address | null } | null

export type Handover = {
  /** Shows a deal to a device of the other party, or of the arbiter. null: it is open there now; else why not. @throws DaomeshError `PEER_UNREACHABLE`. */
  readonly show: (peer: DeviceId, opening: DealOpening, as?: ShownAs) => Promise<ErrorCode | null>
}

/**
 * Hands a deal to whoever it is with, device to device: an opening and the link that proves whose device shows it. Nothing else is told, and what was
 * not asked for is opened only while there is room (`DEAL_FULL`).
 */
export const createHandover = (node: NodeContext): Handover => {
  const { network, clock, deviceKey } = node.adapters
  const line = { network, clock, protocol }

  const take = async (peer: DeviceId, frame: Uint8Array): Promise<void> => {
    if (frame.length > mostBytes) throw new DaomeshError('DEAL_MALFORMED', { meta: { reason: 'too long' } })
    let read: z.output<typeof request>
    try {
      read = request.parse(decode(frame))
    } catch (cause) {
      throw new DaomeshError('DEAL_MALFORMED', { cause })
    }
    await acceptShown(node, peer, read)
  }

  answerStrangers({
    ...line,
    atOnce: mostAtOnce,
    answer: async (frame, peer) => {
      const code = await take(peer, frame).then(
        () => null,
        (error: unknown) => toDaomeshError(error).code,
      )
      return encode({ v: 1, code })
    },
  })

  return {
    show: async (peer, opening, as = null) => {
      const signed = node.links.known(opening.chain.chainId, node.account.required())
      if (signed === null) throw new DaomeshError('SIGNING_REFUSED')
      if (peer === deviceKey.device) return null
      const { link, signature } = signed
      const given = as === null ? { as: 'party' } : { as: 'arbiter', ...(as.arbiter === null ? {} : { arbiter: as.arbiter }) }
      const shown = encode(toRecord({ v: 1, opening: encodeDealOpening(opening), link, signature, ...given }))
      const frame = await askStranger(line, peer, shown)
      if (frame === null || frame.length > 1_024) throw new DaomeshError('PEER_UNREACHABLE', { meta: { peer } })
      const { code } = answer.parse(decode(frame))
      return code === null ? null : code in catalogue ? (code as ErrorCode) : 'INTERNAL'
    },
  }
}
