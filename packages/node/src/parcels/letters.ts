import type { OwnPlace } from '@daomesh/market'
import { openLetter, parcelIdOf, sealLetter } from '@daomesh/market'
import {
  accountSignature,
  DaomeshError,
  decode,
  type DeviceId,
  dealSides,
  encode,
  encodeDealOpening,
  fromHex,
  hashOf,
  isExchangeKey,
  limits,
  linkDeviceSchema,
  type SpaceId,
  toDaomeshError,
  toRecord,
} from '@daomesh/protocol'
import { z } from 'zod'
import type { NodeContext } from '../context.ts'
import { acceptShown } from '../deals/acceptShown.ts'
import { ownSides } from '../deals/checkOpening.ts'
import { isSideIn } from '../deals/isSideIn.ts'
import type { DealSpace } from '../spaces/space.ts'

/** An opening, a signed link and a signature. */
const mostBytes = limits.dealOpeningBytes + 16 * 1024

const letterSchema = z.strictObject({
  v: z.literal(1),
  opening: z.instanceof(Uint8Array),
  link: linkDeviceSchema,
  signature: accountSignature,
  /** By the device of the link, over the receiver and the opening: who receives it cannot send it on as another one's. */
  by: z.instanceof(Uint8Array).refine(({ length }) => length === 64),
})

const signedBytes = (receiver: DeviceId, opening: Uint8Array): Uint8Array => hashOf('daomesh/letter/1', fromHex(receiver), opening)

/** A deal that its other side has not entered, and whose device is known by a post. */
const isUnheard = (node: NodeContext, space: DealSpace): boolean => {
  const own = new Set(ownSides(node, space.record.opening))
  return own.size > 0 && dealSides.some((side) => !own.has(side) && !isSideIn(space, side))
}

/**
 * Letters tell a device of a deal that it cannot know yet: opening and link, as a handover shows them, sealed to the exchange key that its post told and signed
 * by the sender's device. Each is written once per start, so that a carrier keeps one of them.
 */
export const createLetters = (node: NodeContext) => {
  const { deviceKey, random, verifier, decrypt, logger } = node.adapters
  const written = new Map<SpaceId, Uint8Array>()
  /** To whom something was left since the start: once it is heard, nothing is wanted there any more. */
  const leftFor = new Set<DeviceId>()

  const letterOf = ({ id, record }: DealSpace): Uint8Array | null => {
    const known = written.get(id)
    if (known !== undefined) return known
    const signed = node.links.known(record.chain.chainId, node.account.required())
    const { receiver } = record
    if (signed === null || receiver === undefined) return null
    const exchangeKey = fromHex(receiver.exchangeKey)
    if (!isExchangeKey(exchangeKey)) return null
    const opening = encodeDealOpening(record.opening)
    const { link, signature } = signed
    const letter = encode(toRecord({ v: 1, opening, link, signature, by: deviceKey.sign(signedBytes(receiver.device, opening)) }))
    const sealed = sealLetter(letter, exchangeKey, random.bytes(32), random.bytes(32))
    written.set(id, sealed)
    return sealed
  }

  /** Takes one letter in. @throws DaomeshError as a handover does. */
  const read = async (sealed: Uint8Array): Promise<void> => {
    const plain = openLetter(sealed, deviceKey.exchangeSecret, decrypt)
    if (plain === null || plain.length > mostBytes) throw new DaomeshError('DEAL_MALFORMED', { meta: { reason: 'no letter' } })
    let letter: z.output<typeof letterSchema>
    try {
      letter = letterSchema.parse(decode(plain))
    } catch (cause) {
      throw new DaomeshError('DEAL_MALFORMED', { cause })
    }
    const { opening, link, signature, by } = letter
    const device = link.device.slice(2) as DeviceId
    const message = signedBytes(deviceKey.device, opening)
    const [isBy] = await verifier.verifyDevice([{ device, message, signature: by }])
    if (isBy !== true) throw new DaomeshError('MEMBERSHIP_REFUSED', { meta: { peer: device } })
    await acceptShown(node, device, { opening, link, signature, as: 'party' })
  }

  return {
    /** What is to lie at one carrier for devices that have not heard of a deal. */
    places: (carrier: DeviceId): readonly OwnPlace[] => {
      const unheard = node.spaces.deals().filter((space) => space.record.receiver !== undefined && isUnheard(node, space))
      const byDevice = Map.groupBy(unheard, ({ record }) => record.receiver?.device)
      const devices = new Set([...byDevice.keys(), ...leftFor])
      return [...devices].flatMap((device) => {
        if (device === undefined || device === carrier) return []
        const letters = (byDevice.get(device) ?? []).flatMap((space) => letterOf(space) ?? [])
        if (letters.length > 0) leftFor.add(device)
        const leaves = new Map(letters.map((sealed) => [parcelIdOf(sealed), () => sealed]))
        return [{ place: { kind: 'device', name: device }, leaves, isKnown: () => false }]
      })
    },
    /** Takes in letters to this device: each was read, whatever it was, and is not fetched again soon. A deal for which there is no room comes again. */
    take: async (sealed: readonly Uint8Array[]): Promise<readonly string[]> => {
      for (const one of sealed)
        await read(one).catch((error: unknown) => {
          logger.debug('parcel.useless', { code: toDaomeshError(error).code })
        })
      return sealed.map(parcelIdOf)
    },
  }
}
