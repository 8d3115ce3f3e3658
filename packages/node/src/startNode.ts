import { createQueue } from '@daomesh/chain'
import type { DeviceId } from '@daomesh/protocol'
import type { NodeAdapters } from './adapters.ts'
import { createBountyDesk } from './bounties/createBountyDesk.ts'
import { createRoundDesk } from './rounds/createRoundDesk.ts'
import { followRounds } from './rounds/followRounds.ts'
import { followPeriodicBudgets } from './budgets/followPeriodicBudgets.ts'
import { followApprovals } from './bounties/followApprovals.ts'
import { followBounties } from './bounties/followBounties.ts'
import { followPlaces } from './bounties/followPlaces.ts'
import { followPlans } from './pyramids/followPlans.ts'
import { termsInDeals } from './bounties/termsInDeals.ts'
import { createChainView } from './chain/createChainView.ts'
import { followHead } from './chain/followHead.ts'
import { readEarlier } from './chain/readEarlier.ts'
import { takeReread } from './chain/takeReread.ts'
import { createChanges } from './changes/createChanges.ts'
import type { NodeContext } from './context.ts'
import { followAgreements } from './deals/followAgreements.ts'
import { followDeals } from './deals/followDeals.ts'
import { createSymptoms } from './doctor/createSymptoms.ts'
import { createDraftDesk } from './drafts/createDraftDesk.ts'
import { createPresenceDesk } from './drafts/createPresenceDesk.ts'
import { createFileDesk } from './files/createFileDesk.ts'
import { followFoundings } from './founding/followFoundings.ts'
import { createFrontierBook } from './frontiers/createFrontierBook.ts'
import { createAccountChoice } from './identity/createAccountChoice.ts'
import { createDeviceLinks } from './identity/createDeviceLinks.ts'
import { createDeviceUnlinks } from './identity/createDeviceUnlinks.ts'
import { createConsents } from './joining/createConsents.ts'
import { followJoins } from './joining/followJoins.ts'
import { createOrganisations } from './nested/createOrganisations.ts'
import { followQuestions } from './nested/followQuestions.ts'
import { followSpinOffs } from './spinOffs/followSpinOffs.ts'
import { followUnlinks } from './identity/followUnlinks.ts'
import { renewLinks } from './identity/renewLinks.ts'
import { createApplications } from './membership/createApplications.ts'
import { createMarketDesk } from './market/createMarketDesk.ts'
import { createPowerDesk } from './mesh/createPowerDesk.ts'
import { createMeshDesk } from './mesh/createMeshDesk.ts'
import { metaOf } from './metaOf.ts'
import { followParcels } from './parcels/followParcels.ts'
import { createRestoredNote } from './home/createRestoredNote.ts'
import { createReach, type Reach } from './reach/createReach.ts'
import { presentMemberOf } from './reach/isMemberDevice.ts'
import { followMergers } from './mergers/followMergers.ts'
import { followPartnerships } from './partnerships/followPartnerships.ts'
import { followRewards } from './rewards/followRewards.ts'
import { followRulings } from './rulings/followRulings.ts'
import { followRecords } from './records/followRecords.ts'
import { createRequests } from './requests/createRequests.ts'
import { outcomeShape } from './requests/outcomeShape.ts'
import { createRouter, type NodeRouter } from './router.ts'
import { createCounter } from './sales/createCounter.ts'
import { createSaleDesk } from './sales/createSaleDesk.ts'
import { createWorkShelf } from './sales/workShelf.ts'
import { followSales } from './sales/followSales.ts'
import { createSpaces } from './spaces/createSpaces.ts'
import { createUnreadableRows } from './rows/unreadableRows.ts'
import { withTakingBack } from './keystore/withTakingBack.ts'
import { withTokenWords } from './keystore/withTokenWords.ts'
import { createRewardWords } from './market/rewardWords.ts'
import { queueStore } from './transactions/queueStore.ts'

export type MemberNode = { readonly router: NodeRouter; readonly device: DeviceId; readonly close: () => Promise<void> }

/**
 * Composes one member node from its adapters and starts it: opens what is stored, then reaches out. Nothing waits for the network or the chain.
 * @throws DaomeshError `STORAGE_FAILED`, `STORAGE_DAMAGED`.
 * @example
 * const serve = async (adapters: Parameters<typeof startNode>[0]) => {
 *   const node = await startNode(adapters)
 *   return serveLoopback({ router: node.router, token, port: 0, folder: null })
 * }
 */
export const startNode = async (given: NodeAdapters): Promise<MemberNode> => {
  // Whose lists are read by the time that something is signed.
  const worded = withTokenWords(given.signer, (token) => createRewardWords({ spaces, adapters })(token))
  const unreadable = createUnreadableRows(given.logger)
  const meta = metaOf(given.logs, unreadable.add)
  const reread = takeReread(given.logs, meta)
  if (reread.length > 0) given.logger.info('history.reread', { daos: reread.length })
  readEarlier(meta, given.chain.client.profile)
  const requests = createRequests(meta, outcomeShape)
  const { signer, takeBack } = withTakingBack(worded, requests.underWay)
  const adapters: NodeAdapters = { ...given, signer }
  const { clock, deviceKey, logger, verifier } = adapters
  const changes = createChanges(adapters.random)
  const account = createAccountChoice({ meta, signer })
  const links = createDeviceLinks({ ...adapters, meta })
  const unlinks = createDeviceUnlinks({ ...adapters, meta })
  const chainView = createChainView({ chain: adapters.chain, clock, changes, logger })
  // Spaces write through the reach, and the reach syncs the spaces; so one of them is handed over late.
  let reach: Reach | null = null
  const lateReach = (): Reach => {
    if (reach === null) throw new Error('the reach is made right after the spaces')
    return reach
  }
  const organisations = createOrganisations({ ...adapters, meta, onRead: chainView.unwatch, onDenied: chainView.onFailure })
  const restored = createRestoredNote({ ...adapters, meta, changes })
  const foundOlder = (): void => {
    // What a damaged database lost is said as that.
    if (adapters.logs.damage() === null) restored.notice(true)
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
  const symptoms = createSymptoms({ clock, changes, spaces, frontiers, chainView })
  const drafts = createDraftDesk()
  const presence = createPresenceDesk({ clock, drafts })
  const applications = createApplications({ ...adapters, account })
  const consents = createConsents({ ...adapters, account, client: adapters.chain.client })
  reach = createReach({
    ...adapters,
    meta,
    changes,
    spaces,
    links,
    account,
    frontiers,
    applied: applications.heard,
    consents,
    onPresence: presence.hear,
  })
  const { client } = adapters.chain
  const sales = createSaleDesk({ client, meta, changes, spaces, verifier })
  const shelf = createWorkShelf(() => sales)
  const files = createFileDesk({ ...adapters, store: adapters.files, meta, changes, spaces, links, account, works: shelf.works })
  const bounties = createBountyDesk({
    client,
    meta,
    termsOf: (agreement) => termsInDeals(spaces, agreement),
    recover: (digest, signature) => adapters.verifier.recoverAccount(digest, signature),
  })
  const mesh = createMeshDesk({ bounties, client, meta, clock, changes, chainView })
  const market = createMarketDesk({ ...adapters, store: adapters.market, meta, changes, spaces, chainView, tracks: mesh.tracks })
  const queue = createQueue({
    store: queueStore(meta),
    client: adapters.chain.client,
    signer,
    clock,
    onFailure: (error) => logger.warn('queue.failed', { error: String(error) }),
    onChange: (row) => changes.mark('transactions', ...(typeof row.subject['space'] === 'string' ? [`space:${row.subject['space']}`] : [])),
  })
  const counter = createCounter({ adapters, links, account, market, sales, spaces })
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
    counter,
    showWork: shelf.show,
    mesh,
    power: createPowerDesk(client),
    reach,
    queue,
    chainView,
  }

  await spaces.openStored()
  if (adapters.logs.copied && spaces.all().length > 0) restored.notice(false)
  await reach.start()
  await files.start()
  market.start()
  queue.start()
  const stops = [
    followHead,
    followFoundings,
    followQuestions,
    followJoins,
    followDeals,
    followParcels,
    followAgreements,
    followPartnerships,
    followMergers,
    followSpinOffs,
    followRewards,
    followRulings,
    followBounties,
    followApprovals,
    followPlaces,
    followPlans,
    followRounds,
    followSales,
    followUnlinks,
    followRecords,
    followPeriodicBudgets,
  ].map((follow) => follow(node))
  const stopRenewal = renewLinks({
    links,
    account,
    signer,
    clock,
    logger,
    chains: () => spaces.all().map(({ record }) => record.chain.chainId),
  })
  const stopSigner = signer.onChange(() => {
    changes.mark('signer', 'status')
    void queue.nudge()
  })
  logger.info('node.opened', { device: deviceKey.device, spaces: spaces.all().length })

  return {
    router: createRouter(node),
    device: deviceKey.device,
    close: async () => {
      logger.info('node.ending')
      stopSigner()
      applications.stop()
      consents.stop()
      for (const stop of stops) stop()
      stopRenewal()
      symptoms.stop()
      queue.stop()
      drafts.close()
      mesh.stop()
      await market.stop()
      await files.stop()
      await lateReach().stop()
      organisations.close()
      await spaces.close()
    },
  }
}
