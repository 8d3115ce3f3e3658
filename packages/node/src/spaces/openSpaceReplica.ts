import type { Registers } from '@daomesh/governance'
import { openReplica, type Replica } from '@daomesh/log'
import { openBody, type Reduce, type SpaceId, type ViewFacts } from '@daomesh/protocol'
import type { Keyring } from '../keyring/createKeyring.ts'
import { foldVersion } from './foldVersion.ts'
import type { Opening } from './opening.ts'

type Parameters = {
  readonly opening: Pick<Opening, 'adapters' | 'onOwnFromElsewhere'>
  readonly space: SpaceId
  readonly keyring: Keyring
  readonly reduce: Reduce
  readonly views: ViewFacts
}

/** The replica of one space with this node's adapters and keys, and its registers as they stand when they are asked for. */
export const openSpaceReplica = async ({
  opening,
  space,
  keyring,
  reduce,
  views,
}: Parameters): Promise<{ replica: Replica; registers: () => Registers }> => {
  const { clock, random, verifier, decrypt, deviceKey, logs, logger, breathe, gathersWrites = false } = opening.adapters
  const replica = await openReplica({
    space,
    store: logs,
    verifier,
    clock,
    random,
    reduce,
    views,
    device: deviceKey,
    foldVersion,
    onListenerFailure: (error) =>
      logger.error('record.unfollowed', { space, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    onOwnFromElsewhere: () => opening.onOwnFromElsewhere?.(),
    ...(breathe === undefined ? {} : { breathe }),
    gathersWrites,
    keyOf: (keyId) => keyring.get(keyId),
    openBody: (header, body, headerBytes) => {
      if (header.keyId === null) return body
      const key = keyring.get(header.keyId)
      return key === undefined ? 'locked' : openBody(key, headerBytes, body, decrypt)
    },
  })
  return { replica, registers: () => replica.state }
}
