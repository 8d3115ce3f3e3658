import { type ErrorCode, type SpaceId, toDaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'

/** What a member said when asked to let this device in. */
const refusalCodes: Readonly<Record<string, ErrorCode>> = {
  INVITE_EXPIRED: 'INVITE_EXPIRED',
  INVITE_REVOKED: 'INVITE_REVOKED',
  INVITE_REPLAYED: 'INVITE_REPLAYED',
}

/**
 * Asks the peers of an invite to let this device into a space, and goes on trying those that do not answer.
 * @returns why this device is not let in; null where somebody lets it in, cannot know yet, or nobody answered.
 */
export const knock = async (
  { adapters, reach }: Pick<NodeContext, 'adapters' | 'reach'>,
  space: SpaceId,
  peers: readonly string[],
): Promise<ErrorCode | null> => {
  reach.remember(peers)
  reach.spaceAdded(space)
  const answered = await Promise.all(
    peers.map((peer) =>
      reach.dial(peer).then(
        (device) => reach.isKnownTo(device, space),
        (error: unknown) => {
          adapters.logger.info({ peer, code: toDaomeshError(error).code }, 'a peer of the invite does not answer yet')
          return null
        },
      ),
    ),
  )
  const refusal = reach.book.refusalIn(space)
  if (refusal !== null) return refusalCodes[refusal] ?? 'MEMBERSHIP_REFUSED'
  return answered.includes(false) && !answered.includes(true) ? 'INVITE_UNKNOWN' : null
}
