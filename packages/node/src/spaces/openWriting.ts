import { type DeviceValue, isUnlinked, type Registers } from '@daomesh/governance'
import type { Replica } from '@daomesh/log'
import { type ChainIdentity, DaomeshError, type LogId, type SpaceId, type ViewFact, type ViewFacts } from '@daomesh/protocol'
import type { Keyring } from '../keyring/createKeyring.ts'
import { createKeyWriter } from '../keyring/createKeyWriter.ts'
import { type FollowedKeys, followKeys } from '../keyring/followKeys.ts'
import { knewOf } from '../keyring/knewOf.ts'
import { createAuthor } from './createAuthor.ts'
import type { Opening } from './opening.ts'
import type { DaoSpace } from './space.ts'

export type OpenWritingParameters = {
  readonly opening: Opening
  readonly record: { readonly space: SpaceId; readonly chain: ChainIdentity }
  readonly replica: Replica
  readonly registers: () => Registers
  readonly keyring: Keyring
  readonly views: ViewFacts
  /** The view that this node's account writes in; undefined for who is not in the space. */
  readonly ownView: () => ViewFact | undefined
  /** Devices known before the space has records of its own. */
  readonly knownDevices: () => readonly DeviceValue[]
  /** Whether this device may make the first key. */
  readonly mayBegin: () => boolean
}

export type Writing = {
  /** What of a space is about writing: nothing is written while the chain is another one than that of the space. */
  readonly part: Pick<DaoSpace, 'keys' | 'unlocked' | 'canWrite' | 'openLog' | 'isInView' | 'append' | 'appendAll'>
  /** This device's log. @throws DaomeshError `CHAIN_MISMATCH`, and as `Author.ownLog`. */
  readonly ownLog: () => Promise<LogId>
  readonly followed: FollowedKeys
}

/** How this device writes in a space whose keys go from device to device in seals, and how it keeps those keys. */
export const openWriting = (p: OpenWritingParameters): Writing => {
  const { opening, record, replica, registers, keyring, views, ownView, knownDevices, mayBegin } = p
  const { adapters, links, account, reach } = opening
  const { chain, random, deviceKey } = adapters
  const keyWriter = createKeyWriter({
    keyring,
    deviceKey,
    random,
    views,
    ownView: () => (ownView() ?? views.current()).view,
    registers,
    knownDevices,
    mayBegin,
    knew: (entry) => knewOf(replica, entry),
    appendSeal: (body, view) => author.appendWithin('key.seal', body, view),
    onLearnt: () => followed.unlock(),
  })
  const author = createAuthor({
    random,
    space: record.space,
    chainId: record.chain.chainId,
    replica,
    links,
    account: account.required,
    view: ownView,
    unlinked: () => isUnlinked(registers(), account.current(), deviceKey.device),
    writingKey: keyWriter.writingKey,
    proveContinuity: () => reach().proveContinuity(replica),
  })
  const followed = followKeys({ ...adapters, space: record.space, replica, keyring, keyWriter, author })
  const requireChain = (): void => {
    if (record.chain.genesisHash !== chain.client.profile.identity.genesisHash) throw new DaomeshError('CHAIN_MISMATCH')
  }
  return {
    part: {
      keys: keyWriter.held,
      unlocked: () => keyring.all().size > 0,
      canWrite: keyWriter.mayMake,
      openLog: author.open,
      isInView: author.isInView,
      append: async (kind, body, options) => {
        requireChain()
        return author.append(kind, body, options)
      },
      appendAll: async (records, options) => {
        requireChain()
        return author.appendAll(records, options)
      },
    },
    ownLog: async () => {
      requireChain()
      return author.ownLog()
    },
    followed,
  }
}
