import {
  address,
  bytes32,
  dealOpeningSchema,
  decode,
  deviceId,
  encode,
  equalBytes,
  genesisSchema,
  inviteId,
  spaceId,
  type SpaceId,
  toRecord,
} from '@daomesh/protocol'
import { z } from 'zod'
import type { MetaStore } from '../ports.ts'
import { readRows } from '../rows/readRows.ts'
import { recordVersion, versioned } from '../rows/recordVersion.ts'

const chain = z.object({ chainId: z.string().transform((text) => BigInt(text)), genesisHash: bytes32 })

const lobbyRecord = z.object({
  type: z.literal('lobby'),
  space: spaceId,
  chain,
  name: z.string(),
  secret: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 32),
  expires: z.number(),
  founder: z.boolean(),
  displayName: z.string(),
})

const daoRecord = z.object({
  type: z.literal('dao'),
  space: spaceId,
  chain,
  lobby: spaceId.nullable(),
  dao: address,
  factory: address,
  genesis: genesisSchema,
  /** Made the genesis: this node writes the first key without waiting. */
  proposer: z.boolean(),
  displayName: z.string(),
  /** The invite this node came by: shown to members until the chain says that it belongs to one. */
  invite: inviteId.optional(),
})

const dealRecord = z.object({
  type: z.literal('deal'),
  space: spaceId,
  chain,
  opening: dealOpeningSchema,
  /** Opened it: this node writes the first key without waiting. */
  opener: z.boolean(),
  /** Where the other side can be reached until it is in. */
  contacts: z.array(z.string()),
  /** A device of the other side, as its post in the market told it: letters go to it, and the first key. */
  receiver: z.object({ member: address, device: deviceId, exchangeKey: bytes32, notAfter: z.string().regex(/^\d{1,20}$/) }).optional(),
  /** Entered as whom both sides may agree on as arbiter, and not as one of them. */
  arbiter: z.boolean().optional(),
  /** Then: the DAO in whose name; absent: this account. */
  arbiterDao: address.optional(),
  displayName: z.string(),
})

const record = z.discriminatedUnion('type', [lobbyRecord, daoRecord, dealRecord])

export type LobbyRecord = z.output<typeof lobbyRecord>
export type DaoRecord = z.output<typeof daoRecord>
export type DealRecord = z.output<typeof dealRecord>
export type SpaceRecord = LobbyRecord | DaoRecord | DealRecord

const key = (space: SpaceId) => `space:${space}`

/** Which spaces this node is in, and what it needs to open them again. Written where it says something new: a start writes nothing (M31). */
export const saveSpaceRecord = (meta: MetaStore, row: SpaceRecord): void => {
  const value = encode(toRecord({ v: recordVersion, ...row }))
  const kept = meta.get(key(row.space))
  if (kept === undefined || !equalBytes(kept, value)) meta.set(key(row.space), value)
}

export const forgetSpaceRecord = (meta: MetaStore, space: SpaceId): void => meta.delete(key(space))

/** Those that can be read; the others are named (`MetaStore.unreadable`) and their spaces stay closed. */
export const loadSpaceRecords = (meta: MetaStore): readonly SpaceRecord[] =>
  readRows(meta, 'space:', (value) => {
    const raw = decode(value)
    versioned.parse(raw)
    return record.parse(raw)
  }).map(({ row }) => row)
