import type { ChainState, Registers } from '@daomesh/governance'
import type { Replica } from '@daomesh/log'
import type { Address, ChainEvent, DealSide, LogId, SpaceId, ViewFact, ViewFacts } from '@daomesh/protocol'
import type { AgreementBook } from '../deals/createAgreementBook.ts'
import type { FoundingBook } from '../joining/createFoundingBook.ts'
import type { SignedBook } from '../nested/createSignedBook.ts'
import type { Append, AppendAll, Opening } from './createAuthor.ts'
import type { FactLog } from './facts.ts'
import type { Claim } from '../frontiers/frontier.ts'
import type { Keyring } from '../keyring/createKeyring.ts'
import type { SpaceKey } from '../keyring/heldKeys.ts'
import type { DaoRecord, DealRecord, LobbyRecord } from './records.ts'
import type { SpentSlots } from '../slots/createSpentSlots.ts'

type Opened = {
  readonly id: SpaceId
  readonly replica: Replica
  readonly keyring: Keyring
  /** The keys that this device holds, the newest first. */
  readonly keys: () => readonly SpaceKey[]
  readonly view: () => ViewFact
  /** The fold's registers, sorted once per change. */
  readonly registers: () => Registers
  /** Durable, then gossiped. @throws DaomeshError `STORAGE_FAILED`, `KEY_MISSING`, `SIGNING_REFUSED`. */
  readonly append: Append
  readonly close: () => Promise<void>
}

/** A space whose members come and go: its keys change with them, and its drafts have logs of their own. */
type Membered = {
  /** Whether this device can read: false until the key of the space arrived. */
  readonly unlocked: () => boolean
  /** The same for several records of the governance stream at once, all or none. */
  readonly appendAll: AppendAll
  /** Whether this device could encrypt a record now. */
  readonly canWrite: () => boolean
  /** Opens this device's log of the stream, unless it is open. */
  readonly openLog: (stream: string, opening?: Opening) => Promise<void>
  /** Whether this device's log of the stream has an entry in the present view. */
  readonly isInView: (stream: string) => boolean
}

export type LobbySpace = Opened & {
  readonly record: LobbyRecord
  /** What the chain says of the signatures of DAOs that are to be founders. */
  readonly signed: FoundingBook
}

export type DaoSpace = Opened &
  Membered & {
    readonly record: DaoRecord
    readonly facts: FactLog
    /** A view that a record names; undefined while the chain facts that it stands on are not here. */
    readonly viewAt: ViewFacts['lookup']
    readonly chainState: () => ChainState
    /** What this node makes of its records and facts now. No state hash while anything waits to be judged under new facts, or is locked. */
    readonly claim: () => Claim
    /** What the chain says of the ballots of members that are contracts. */
    readonly signed: SignedBook
    /** Seen on chain but not final yet: shown as anchored, never folded. */
    readonly unfinalized: () => readonly ChainEvent[]
    /** This device's log of the governance stream, opened where it does not go on. @throws as `append` does. */
    readonly ownLog: () => Promise<LogId>
    /** Takes a slot for a proposal of this member, after this device's log was opened or goes on. @throws as `append` does. */
    readonly takeSlot: () => Promise<bigint>
    readonly spentSlots: Pick<SpentSlots, 'slots' | 'settle'>
  }

/** What is read of a DAO to list its proposals and count their ballots. */
export type ReadDao = Pick<DaoSpace, 'registers' | 'chainState'> & {
  readonly record: Pick<DaoRecord, 'dao' | 'chain'>
  readonly facts: Pick<FactLog, 'events'>
  readonly spentSlots: Pick<SpentSlots, 'slots'>
}

/** A deal between the two parties of a bounty. */
export type DealSpace = Opened &
  Membered & {
    readonly record: DealRecord
    /** What the chain says of each party; null for a person. */
    readonly states: () => Readonly<Record<DealSide, ChainState | null>>
    /** For which sides an account speaks now. */
    readonly sidesOf: (account: Address) => ReadonlySet<DealSide>
    /** Whom both sides agreed on: they read and comment, and speak for no side. */
    readonly arbiters: () => ReadonlySet<Address>
    readonly wasMember: (account: Address) => boolean
    /** What the chain says of the signatures of a hunter that is a DAO. */
    readonly signed: AgreementBook
  }

export type Space = LobbySpace | DaoSpace | DealSpace

/** Spaces whose members write drafts together. */
export type WritingSpace = DaoSpace | DealSpace

export const isDao = (space: Space): space is DaoSpace => space.record.type === 'dao'
export const isLobby = (space: Space): space is LobbySpace => space.record.type === 'lobby'
export const isDeal = (space: Space): space is DealSpace => space.record.type === 'deal'

/** How people call a space: the DAO's or the founding's name, the title of a deal. */
export const nameOfSpace = (space: Space): string => {
  if (isDao(space)) return space.record.genesis.name
  return isDeal(space) ? space.record.opening.subject.title : space.record.name
}
