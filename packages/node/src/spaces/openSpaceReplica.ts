import type { Registers } from '@daomesh/governance'
import { openReplica, type Replica } from '@daomesh/log'
import { openBody, type Reduce, type SpaceId, type ViewFacts } from '@daomesh/protocol'
import type { NodeAdapters } from '../adapters.ts'
import type { Keyring } from '../keyring/createKeyring.ts'
import { foldVersion } from './foldVersion.ts'

type Parameters = {
  readonly adapters: NodeAdapters
  readonly space: SpaceId
  readonly keyring: Keyring
  readonly reduce: Reduce
  readonly views: ViewFacts
  /** Hears that others hold what this device wrote and this home does not. */
  readonly onOwnFromElsewhere: () => void
}

/** The replica of one space with this node's adapters and keys, and its registers as they stand when they are asked for. */
export const openSpaceReplica = async ({
  adapters,
  space,
  keyring,
  reduce,
  views,
  onOwnFromElsewhere,
}: Parameters): Promise<{ replica: Replica; registers: () => Registers }> => {
  const { clock, random, verifier, decrypt, deviceKey, logs, logger, breathe, gathersWrites = false } = adapters
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
    onOwnFromElsewhere,
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
