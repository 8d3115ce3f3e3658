import type { ChainHead } from '@daomesh/chain'
import type { Address } from '@daomesh/protocol'
import type { NodeAdapters } from '../adapters.ts'
import type { Changes } from '../changes/createChanges.ts'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import type { DeviceLinks } from '../identity/createDeviceLinks.ts'
import type { Organisations } from '../nested/createOrganisations.ts'
import type { MetaStore } from '../ports.ts'
import type { Reach } from '../reach/createReach.ts'

/** What opening a space needs from the rest of the node. `reach` is late: it is made after the spaces it syncs. */
export type Opening = {
  readonly adapters: NodeAdapters
  readonly meta: MetaStore
  readonly links: DeviceLinks
  readonly account: AccountChoice
  readonly changes: Changes
  readonly reach: () => Reach
  /** What the chain says of DAOs among the members. */
  readonly organisations: Organisations
  /** Hears that others hold what this device wrote and this home does not. */
  readonly onOwnFromElsewhere?: () => void
  /** Facts of this DAO were read, or could not be. */
  readonly onHead: (head: ChainHead, dao: Address) => void
  readonly onChainFailure: (error: unknown, dao: Address) => void
  /** Facts of this DAO are not followed any more. */
  readonly onUnwatched: (dao: Address) => void
}
