import { createQueue } from '@daomesh/chain'
import type { NodeAdapters } from './adapters.ts'
import { createBountyDesk } from './bounties/createBountyDesk.ts'
import { termsInDeals } from './bounties/termsInDeals.ts'
import { createChainView } from './chain/createChainView.ts'
import { createChanges } from './changes/createChanges.ts'
import { composeSpaces } from './composeSpaces.ts'
import type { NodeContext } from './context.ts'
import { createSymptoms } from './doctor/createSymptoms.ts'
import { createDraftDesk } from './drafts/createDraftDesk.ts'
import { createPresenceDesk } from './drafts/createPresenceDesk.ts'
import { createFileDesk } from './files/createFileDesk.ts'
import { createRestoredNote } from './home/createRestoredNote.ts'
import { createAccountChoice } from './identity/createAccountChoice.ts'
import { createDeviceLinks } from './identity/createDeviceLinks.ts'
import { createDeviceUnlinks } from './identity/createDeviceUnlinks.ts'
import { createConsents } from './joining/createConsents.ts'
import { withTakingBack } from './keystore/withTakingBack.ts'
import { withTokenWords } from './keystore/withTokenWords.ts'
import { createMarketDesk } from './market/createMarketDesk.ts'
import { createRewardWords } from './market/rewardWords.ts'
import { type Applications, createApplications } from './membership/createApplications.ts'
import { createMeshDesk } from './mesh/createMeshDesk.ts'
import { createPowerDesk } from './mesh/createPowerDesk.ts'
import { createOrganisations } from './nested/createOrganisations.ts'
import type { MetaStore } from './ports.ts'
import { createRequests } from './requests/createRequests.ts'
import { outcomeShape } from './requests/outcomeShape.ts'
import { createRoundDesk } from './rounds/createRoundDesk.ts'
import type { UnreadableRows } from './rows/unreadableRows.ts'
import { createCounter } from './sales/createCounter.ts'
import { createSaleDesk } from './sales/createSaleDesk.ts'
import { createWorkShelf } from './sales/workShelf.ts'
import { queueStore } from './transactions/queueStore.ts'

type ComposeNodeParameters = { readonly given: NodeAdapters; readonly meta: MetaStore; readonly unreadable: UnreadableRows }

/** The parts of one member node, joined and at rest: nothing is opened, called or sent yet. `applications` ends with the node, and no verb asks it. */
export const composeNode = ({
  given,
  meta,
  unreadable,
}: ComposeNodeParameters): { readonly node: NodeContext; readonly applications: Applications } => {
  // Whose lists are read by the time that something is signed.
  const worded = withTokenWords(given.signer, (token) => createRewardWords({ spaces, adapters })(token))
  const requests = createRequests(meta, outcomeShape)
  const { signer, takeBack } = withTakingBack(worded, requests.underWay)
  const adapters: NodeAdapters = { ...given, signer }
  const { clock, logger, verifier } = adapters
  const { client } = adapters.chain
  const changes = createChanges(adapters.random)
  const account = createAccountChoice({ meta, signer })
  const links = createDeviceLinks({ ...adapters, meta })
  const unlinks = createDeviceUnlinks({ ...adapters, meta })
  const chainView = createChainView({ chain: adapters.chain, clock, changes, logger })
  const organisations = createOrganisations({ ...adapters, meta, onRead: chainView.unwatch, onDenied: chainView.onFailure })
  const restored = createRestoredNote({ ...adapters, meta, changes })
  const drafts = createDraftDesk()
  const presence = createPresenceDesk({ clock, drafts })
  const applications = createApplications({ ...adapters, account })
  const consents = createConsents({ ...adapters, account, client })
  const { spaces, frontiers, reach } = composeSpaces({
    adapters,
    meta,
    changes,
    links,
    account,
    chainView,
    organisations,
    restored,
    applications,
    consents,
    presence,
  })
  const symptoms = createSymptoms({ clock, changes, spaces, frontiers, chainView })
  const sales = createSaleDesk({ client, meta, changes, spaces, verifier })
  const shelf = createWorkShelf(() => sales)
  const files = createFileDesk({ ...adapters, store: adapters.files, meta, changes, spaces, links, account, works: shelf.works })
  const bounties = createBountyDesk({
    client,
    meta,
    termsOf: (agreement) => termsInDeals(spaces, agreement),
    recover: (digest, signature) => verifier.recoverAccount(digest, signature),
  })
  const mesh = createMeshDesk({ bounties, client, meta, clock, changes, chainView })
  const market = createMarketDesk({ ...adapters, store: adapters.market, meta, changes, spaces, chainView, tracks: mesh.tracks })
  const queue = createQueue({
    store: queueStore(meta),
    client,
    signer,
    clock,
    onFailure: (error) => logger.warn('queue.failed', { error: String(error) }),
    onChange: (row) => changes.mark('transactions', ...(typeof row.subject['space'] === 'string' ? [`space:${row.subject['space']}`] : [])),
  })
  const node: NodeContext = {
    adapters,
    meta,
    unreadable,
    restored,
    changes,
    requests,
    takeBack,
    account,
    links,
    unlinks,
    spaces,
    organisations,
    consents,
    frontiers,
    symptoms,
    drafts,
    presence,
    files,
    market,
    bounties,
    rounds: createRoundDesk({ client, meta }),
    sales,
    counter: createCounter({ adapters, links, account, market, sales, spaces }),
    showWork: shelf.show,
    mesh,
    power: createPowerDesk(client),
    reach,
    queue,
    chainView,
  }
  return { node, applications }
}
