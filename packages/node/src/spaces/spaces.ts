import type { SpaceId } from '@daomesh/protocol'
import type { SpaceRecord } from './records.ts'
import type { DaoSpace, DealSpace, LobbySpace, Space, WritingSpace } from './space.ts'

/** The spaces this node is in, open. */
export type Spaces = {
  readonly all: () => readonly Space[]
  readonly find: (space: SpaceId) => Space | undefined
  /** @throws DaomeshError `SPACE_UNKNOWN`. */
  readonly dao: (space: SpaceId) => DaoSpace
  /** @throws DaomeshError `SPACE_UNKNOWN`. */
  readonly lobby: (space: SpaceId) => LobbySpace
  /** @throws DaomeshError `SPACE_UNKNOWN`. */
  readonly deal: (space: SpaceId) => DealSpace
  /** A DAO or a deal. @throws DaomeshError `SPACE_UNKNOWN`. */
  readonly writing: (space: SpaceId) => WritingSpace
  readonly daos: () => readonly DaoSpace[]
  readonly deals: () => readonly DealSpace[]
  readonly lobbies: () => readonly LobbySpace[]
  /** Keeps the record and opens the space; opening an open one answers it. */
  readonly add: (record: SpaceRecord) => Promise<Space>
  /** Closes the space and forgets that this node is in it. Its records stay in the store. */
  readonly remove: (space: SpaceId) => Promise<void>
  readonly openStored: () => Promise<void>
  readonly close: () => Promise<void>
}
