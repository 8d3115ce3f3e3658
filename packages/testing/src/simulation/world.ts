import type { DevnetAccount } from '@daomesh/chain/devnet'
import type { MemoryChain, MemoryClient } from '@daomesh/chain/memory'
import type { MemoryDisk } from '@daomesh/log/memory'
import type { MemoryHub } from '@daomesh/network/memory'
import type { Address, Agreement, BountyId, DeviceId, DraftId, EntryId, SpaceId, Verifier } from '@daomesh/protocol'
import type { SeededRandom } from '../world/seededRandom.ts'
import type { Member } from '../world/startMember.ts'
import type { VirtualClock } from '../world/virtualClock.ts'
import type { Ledger } from './ledger.ts'
import type { Trace } from './trace.ts'

/** What the API said is kept. From then on it must be there, whatever happens. */
export type Acknowledged =
  | { readonly type: 'entry'; readonly id: EntryId; readonly what: string }
  | { readonly type: 'transaction'; readonly id: string }
  | { readonly type: 'paragraph'; readonly draft: DraftId; readonly text: string }

export type Process = {
  readonly member: Member
  /** Ends the process at once; `how` is for the trace. */
  readonly kill: (how?: string) => void
  readonly died: Promise<'died'>
  readonly crashAfter: (commits: number) => void
  readonly refuseNext: () => void
}

/** A member with an account, one device, its disk and its endpoint; the process on it comes and goes. */
export type Person = {
  readonly name: string
  readonly account: Address
  readonly key: DevnetAccount
  readonly device: DeviceId
  readonly client: MemoryClient
  readonly acknowledged: Acknowledged[]
  /** Ids of what was acknowledged after the backup that took the disk's place: entries come back by the next rest, rows about transactions never. */
  readonly lostWithDisk: Set<string>
  /** Requests whose answer a crash swallowed. */
  readonly unanswered: { readonly what: string; readonly act: (api: Member['api']) => Promise<readonly Acknowledged[]> }[]
  disk: MemoryDisk
  process: Process | null
  /** Writes two histories: its own records may be set aside, nobody else's. */
  byzantine: boolean
  /** Which of the acknowledged fell into a time of two histories: text that leans on a losing one is kept as a record, not in the document. */
  readonly misled: { readonly from: number; until: number }[]
  /** Left the DAO: its node no longer follows the others. */
  gone: boolean
  /** Closed the app for some days: it takes no part, and nothing is asked of its node until it comes back. */
  asleep: boolean
  /** How far its machine's clock is from the true time, in milliseconds. */
  skew: number
  /** In the middle of a mishap. */
  troubled: boolean
  starts: number
}

/** A bounty that somebody signed. `bundle`: its terms and leaves as its parties hand them round; `parties` by name. */
export type Work = {
  readonly title: string
  readonly bounty: BountyId
  readonly agreement: Agreement
  readonly parties: readonly string[]
  bundle: string
}

/** Everything of one run: one clock, one network, one chain, and the people. */
export type World = Ledger & {
  readonly seed: number | string
  readonly clock: VirtualClock
  readonly random: SeededRandom
  readonly hub: MemoryHub
  readonly chain: MemoryChain
  /** Of nearly all: what one of them checked is not checked again, see `rememberingVerifier`. */
  readonly verifier: Verifier
  /** Of the first person, whose node checks every signature by itself, and so judges as nodes do that share nothing. */
  readonly plainVerifier: Verifier
  readonly trace: Trace
  readonly people: Person[]
  readonly accounts: readonly DevnetAccount[]
  /** What a fault found while nobody was waiting: thrown at the next step. */
  readonly broken: Error[]
  /** Who is to be paid what, in wei: one account per decision. */
  readonly payees: Map<Address, bigint>
  /** Bounties, in the order in which they were signed. */
  readonly works: Work[]
  /** The DAO's space, once founded. */
  space: SpaceId
  /** A running number for request ids and texts. */
  readonly next: () => number
  /** Lets time pass until it holds. @throws Violation when it still does not after `milliseconds`. */
  readonly until: (what: string, holds: () => Promise<boolean>, milliseconds?: number) => Promise<void>
  /** Lets time pass until the promise settles. */
  readonly run: <T>(what: string, promise: Promise<T>, milliseconds?: number) => Promise<T>
  readonly pass: (milliseconds: number) => Promise<void>
  /** A block now, and the usual pace from here on: while everybody sleeps the chain makes few. */
  readonly stir: () => void
  /** Runs once when a transaction is mined. */
  readonly atNextTransaction: (run: () => void) => void
  /** When reorganisations lost transactions: what leans on those can fail afterwards. */
  readonly losses: number[]
  /** Titles of what is meant to pass without being decisive: besides those who were asked nobody votes on it. */
  readonly narrow: Set<string>
  /** Who may get a seat later. */
  newcomer: string
}
