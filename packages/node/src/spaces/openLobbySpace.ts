import { isUnlinked, lobbyReducer, lobbyViews } from '@daomesh/governance'
import { lobbyKeyOf } from '@daomesh/protocol'
import { createFoundingBook } from '../joining/createFoundingBook.ts'
import { createKeyring } from '../keyring/createKeyring.ts'
import type { SpaceKey } from '../keyring/heldKeys.ts'
import type { Opening } from './opening.ts'
import { createAuthor } from './createAuthor.ts'
import { openSpaceReplica } from './openSpaceReplica.ts'
import type { LobbyRecord } from './records.ts'
import type { LobbySpace } from './space.ts'

/** A lobby: one key and one view for good, everybody who holds the secret is in. */
export const openLobbySpace = async (opening: Opening, record: LobbyRecord): Promise<LobbySpace> => {
  const { adapters, meta, links, account, changes, reach } = opening
  const views = lobbyViews(record.space)
  const keyring = createKeyring(meta, record.space)
  const key = lobbyKeyOf(record.secret)
  const only: SpaceKey = { id: keyring.add(key), key, index: views.current().index, sealedTo: new Set(), seals: [] }
  const reduce = lobbyReducer({ chain: record.chain, recover: adapters.verifier.recoverAccount })
  const { replica, registers } = await openSpaceReplica({
    opening,
    space: record.space,
    keyring,
    reduce,
    views,
  })
  const { append } = createAuthor({
    random: adapters.random,
    space: record.space,
    chainId: record.chain.chainId,
    replica,
    links,
    account: account.required,
    view: views.current,
    unlinked: () => isUnlinked(registers(), account.current(), adapters.deviceKey.device),
    writingKey: () => Promise.resolve(only),
    proveContinuity: () => reach().proveContinuity(replica),
  })
  const told = () => changes.mark('spaces', `space:${record.space}`)
  const signed = createFoundingBook({ client: adapters.chain.client, onChange: told })
  const unsubscribe = replica.subscribe(told)
  const close = async () => {
    unsubscribe()
    await replica.close()
  }
  return { id: record.space, record, replica, keyring, keys: () => [only], view: views.current, registers, append, signed, close }
}
