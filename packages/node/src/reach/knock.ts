import { DaomeshError, type ErrorCode, type SpaceId, toDaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'

/** What a member said when asked to let this device in. */
const refusalCodes: Readonly<Record<string, ErrorCode>> = {
  INVITE_EXPIRED: 'INVITE_EXPIRED',
  INVITE_REVOKED: 'INVITE_REVOKED',
  INVITE_REPLAYED: 'INVITE_REPLAYED',
}

type Knocking = Pick<NodeContext, 'adapters' | 'reach' | 'spaces'>

/** @returns why this device is not let in; null where somebody lets it in, cannot know yet, or nobody answered. */
const ask = async ({ adapters, reach }: Knocking, space: SpaceId, peers: readonly string[]): Promise<ErrorCode | null> => {
  reach.remember(peers)
  reach.spaceAdded(space)
  const answered = await Promise.all(
    peers.map((peer) =>
      reach.dial(peer).then(
        (device) => reach.isKnownTo(device, space),
        (error: unknown) => {
          adapters.logger.info('invite.silent', { space, address: peer, code: toDaomeshError(error).code })
          return null
        },
      ),
    ),
  )
  const refusal = reach.book.refusalIn(space)
  if (refusal !== null) return refusalCodes[refusal] ?? 'MEMBERSHIP_REFUSED'
  return answered.includes(false) && !answered.includes(true) ? 'INVITE_UNKNOWN' : null
}

/**
 * Takes back that a space was opened by an invite that lets nobody in: nothing of it stays, nor are the addresses called for ever that came with it.
 * `known`: those that were remembered before.
 */
const withdraw = async (
  { reach, spaces }: Knocking,
  space: SpaceId,
  peers: readonly string[],
  known: ReadonlySet<string>,
): Promise<void> => {
  reach.spaceRemoved(space)
  reach.forget(peers.filter((peer) => !known.has(peer)))
  await spaces.remove(space)
}

/**
 * Asks the peers of an invite to let this device into a space, and goes on trying those that do not answer.
 * @param isOver of a refusal, whether it leads nowhere: then nothing of the invite stays.
 * @throws DaomeshError why this device is not let in, where that is so.
 */
export const knock = async (
  node: Knocking,
  space: SpaceId,
  peers: readonly string[],
  isOver: (code: ErrorCode) => boolean,
): Promise<void> => {
  const { reach } = node
  const known = new Set(reach.remembered())
  const code = await ask(node, space, peers)
  if (code === null || !isOver(code)) return
  await withdraw(node, space, peers, known)
  throw new DaomeshError(code)
}
