import type { RestoredNote } from './home/createRestoredNote.ts'
import type { Queue } from '@daomesh/chain'
import type { NodeAdapters } from './adapters.ts'
import type { BountyDesk } from './bounties/createBountyDesk.ts'
import type { RoundDesk } from './rounds/createRoundDesk.ts'
import type { ChainView } from './chain/createChainView.ts'
import type { Changes } from './changes/createChanges.ts'
import type { Symptoms } from './doctor/createSymptoms.ts'
import type { DraftDesk } from './drafts/createDraftDesk.ts'
import type { PresenceDesk } from './drafts/createPresenceDesk.ts'
import type { FileDesk } from './files/createFileDesk.ts'
import type { FrontierBook } from './frontiers/createFrontierBook.ts'
import type { AccountChoice } from './identity/createAccountChoice.ts'
import type { DeviceUnlinks } from './identity/createDeviceUnlinks.ts'
import type { DeviceLinks } from './identity/createDeviceLinks.ts'
import type { MarketDesk } from './market/createMarketDesk.ts'
import type { Consents } from './joining/createConsents.ts'
import type { Organisations } from './nested/createOrganisations.ts'
import type { MeshDesk } from './mesh/createMeshDesk.ts'
import type { PowerDesk } from './mesh/createPowerDesk.ts'
import type { TakingBack } from './keystore/withTakingBack.ts'
import type { MetaStore } from './ports.ts'
import type { Reach } from './reach/createReach.ts'
import type { Requests } from './requests/createRequests.ts'
import type { UnreadableRows } from './rows/unreadableRows.ts'
import type { Counter } from './sales/createCounter.ts'
import type { SaleDesk } from './sales/createSaleDesk.ts'
import type { Listing, SpaceId } from '@daomesh/protocol'
import type { Spaces } from './spaces/spaces.ts'

/** What every command and query works with: the composed parts of one member node. */
export type NodeContext = {
  readonly adapters: NodeAdapters
  readonly meta: MetaStore
  readonly unreadable: UnreadableRows
  readonly restored: RestoredNote
  readonly changes: Changes
  readonly requests: Requests
  readonly takeBack: TakingBack['takeBack']
  readonly account: AccountChoice
  readonly links: DeviceLinks
  readonly unlinks: DeviceUnlinks
  readonly spaces: Spaces
  readonly organisations: Organisations
  readonly consents: Consents
  readonly frontiers: FrontierBook
  readonly symptoms: Symptoms
  readonly drafts: DraftDesk
  readonly presence: PresenceDesk
  readonly files: FileDesk
  readonly market: MarketDesk
  readonly bounties: BountyDesk
  readonly rounds: RoundDesk
  readonly sales: SaleDesk
  readonly counter: Counter
  /** A person looks at this listing: its samples may be fetched, in the space that is answered. */
  readonly showWork: (listing: Listing) => SpaceId
  readonly mesh: MeshDesk
  readonly power: PowerDesk
  readonly reach: Reach
  readonly queue: Queue
  readonly chainView: ChainView
}
