import type { NodeAdapters } from './adapters.ts'
import type { ChainView } from './chain/createChainView.ts'
import type { Changes } from './changes/createChanges.ts'
import { createFrontierBook, type FrontierBook } from './frontiers/createFrontierBook.ts'
import type { RestoredNote } from './home/createRestoredNote.ts'
import type { AccountChoice } from './identity/createAccountChoice.ts'
import type { DeviceLinks } from './identity/createDeviceLinks.ts'
import type { Consents } from './joining/createConsents.ts'
import type { Applications } from './membership/createApplications.ts'
import type { Organisations } from './nested/createOrganisations.ts'
import type { PresenceDesk } from './drafts/createPresenceDesk.ts'
import type { MetaStore } from './ports.ts'
import { createReach, type Reach } from './reach/createReach.ts'
import { presentMemberOf } from './reach/isMemberDevice.ts'
import { createSpaces } from './spaces/createSpaces.ts'
import type { Spaces } from './spaces/spaces.ts'

type ComposeSpacesParameters = {
  readonly adapters: NodeAdapters
  readonly meta: MetaStore
  readonly changes: Changes
  readonly links: DeviceLinks
  readonly account: AccountChoice
  readonly chainView: ChainView
  readonly organisations: Organisations
  readonly restored: RestoredNote
  readonly applications: Applications
  readonly consents: Consents
  readonly presence: PresenceDesk
}

/**
 * The spaces of a node, what its peers hold of them, and how it reaches those. Spaces write through the reach, and the reach syncs the spaces; so one of them
 * is handed over late.
 */
export const composeSpaces = (
  p: ComposeSpacesParameters,
): { readonly spaces: Spaces; readonly frontiers: FrontierBook; readonly reach: Reach } => {
  const { adapters, meta, changes, links, account, chainView, organisations } = p
  const { verifier, deviceKey, logger } = adapters
  let made: Reach | null = null
  const lateReach = (): Reach => {
    if (made === null) throw new Error('the reach is made right after the spaces')
    return made
  }
  const foundOlder = (): void => {
    // What a damaged database lost is said as that.
    if (adapters.logs.damage() === null) p.restored.notice(true)
  }
  const spaces = createSpaces({
    adapters,
    meta,
    links,
    account,
    changes,
    onOwnFromElsewhere: foundOlder,
    reach: lateReach,
    organisations,
    onHead: chainView.onHead,
    onChainFailure: chainView.onFailure,
    onUnwatched: chainView.unwatch,
  })
  const frontiers = createFrontierBook({
    verifier,
    deviceKey,
    meta,
    changes,
    logger,
    find: spaces.find,
    memberOf: (id, device) => {
      const space = spaces.find(id)
      return space === undefined ? null : presentMemberOf(space, device)
    },
    onAhead: () => lateReach().behind(),
    onEqual: (id, device) => lateReach().caughtUp(id, device),
    onRolledBack: (id) => {
      logger.warn('log.rolledBack', { space: id })
      foundOlder()
      spaces
        .find(id)
        ?.replica.startFreshIncarnation()
        .catch((error: unknown) => logger.warn('log.unbegun', { space: id, error: String(error) }))
    },
  })
  const reach = createReach({
    ...adapters,
    meta,
    changes,
    spaces,
    links,
    account,
    frontiers,
    applied: p.applications.heard,
    consents: p.consents,
    onPresence: p.presence.hear,
  })
  made = reach
  return { spaces, frontiers, reach }
}
