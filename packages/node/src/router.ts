import { implement } from '@orpc/server'
import { anchorPolls } from './commands/anchorPolls.ts'
import { answerPoll } from './commands/answerPoll.ts'
import { castBallot } from './commands/castBallot.ts'
import { challengeRecord } from './commands/challengeRecord.ts'
import { castSheet } from './commands/castSheet.ts'
import { closePoll } from './commands/closePoll.ts'
import { bringDao } from './commands/bringDao.ts'
import { cosignGenesis } from './commands/cosignGenesis.ts'
import { createDaoInvite } from './commands/createDaoInvite.ts'
import { claimIncome } from './commands/claimIncome.ts'
import { createLobby } from './commands/createLobby.ts'
import { deployDao } from './commands/deployDao.ts'
import { deposit } from './commands/deposit.ts'
import { depositToken } from './commands/depositToken.ts'
import { addFile } from './commands/addFile.ts'
import { addProject } from './commands/addProject.ts'
import { allowTribute } from './commands/allowTribute.ts'
import { closeBudget } from './commands/closeBudget.ts'
import { openBudget } from './commands/openBudget.ts'
import { pledgeBudget } from './commands/pledgeBudget.ts'
import { discardDraft } from './commands/discardDraft.ts'
import { distributeIncome } from './commands/distributeIncome.ts'
import { editDraft } from './commands/editDraft.ts'
import { dismissDamage } from './commands/dismissDamage.ts'
import { enactProposals } from './commands/enactProposals.ts'
import { executeRecord } from './commands/executeRecord.ts'
import { fetchFile } from './commands/fetchFile.ts'
import { enterDao } from './commands/enterDao.ts'
import { joinLobby } from './commands/joinLobby.ts'
import { listToken } from './commands/listToken.ts'
import { unlistToken } from './commands/unlistToken.ts'
import { openDraft } from './commands/openDraft.ts'
import { openDraftSession } from './commands/openDraftSession.ts'
import { openPoll } from './commands/openPoll.ts'
import { postComment } from './commands/postComment.ts'
import { proposeGenesis } from './commands/proposeGenesis.ts'
import { changePower } from './commands/changePower.ts'
import { proposeHalfLife } from './commands/proposeHalfLife.ts'
import { setHalfLife } from './commands/setHalfLife.ts'
import { setPeriodicBudget } from './commands/setPeriodicBudget.ts'
import { proposeRules } from './commands/proposeRules.ts'
import { proposeReplacement } from './commands/proposeReplacement.ts'
import { ragequit } from './commands/ragequit.ts'
import { recordProposal } from './commands/recordProposal.ts'
import { removeFile } from './commands/removeFile.ts'
import { renameDraft } from './commands/renameDraft.ts'
import { republishBallot } from './commands/republishBallot.ts'
import { revokeBallots } from './commands/revokeBallots.ts'
import { revokeDaoInvite } from './commands/revokeDaoInvite.ts'
import { resubmitProposal } from './commands/resubmitProposal.ts'
import { restoreDraft } from './commands/restoreDraft.ts'
import { revokeInvite } from './commands/revokeInvite.ts'
import { setDisplayName } from './commands/setDisplayName.ts'
import { setOnline } from './commands/setOnline.ts'
import { submitProposal } from './commands/submitProposal.ts'
import { unlinkDevice } from './commands/unlinkDevice.ts'
import { askFaucet } from './commands/askFaucet.ts'
import { offerTribute } from './commands/offerTribute.ts'
import { uploadFile, writeFile } from './commands/uploadFile.ts'
import { withdrawFile } from './commands/withdrawFile.ts'
import { withdrawProposal } from './commands/withdrawProposal.ts'
import type { NodeContext } from './context.ts'
import { contract } from './contract/index.ts'
import { auditProofs } from './queries/auditProofs.ts'
import { auditSpace } from './queries/auditSpace.ts'
import { estimatePledge, listBudgetRows, readBudget } from './queries/readBudgets.ts'
import { listBudgetReminders, readPeriodicBudget } from './queries/readPeriodicBudget.ts'
import { readAccount } from './queries/readNested.ts'
import { readHalfLife } from './queries/readHalfLife.ts'
import { readIncome } from './queries/readIncome.ts'
import { previewRagequit } from './queries/previewRagequit.ts'
import { listDaos, readDao, readHash } from './queries/readDao.ts'
import { listDevices } from './queries/listDevices.ts'
import { listApplicants } from './queries/listApplicants.ts'
import { listDaoInvites } from './queries/listDaoInvites.ts'
import { listPurses } from './queries/listPurses.ts'
import { diagnose } from './queries/diagnose.ts'
import { previewDraft } from './queries/previewDraft.ts'
import { listDrafts, readDraft } from './queries/readDraft.ts'
import { readDraftBlame, readDraftHistory } from './queries/readDraftHistory.ts'
import { listFiles, readFile, readFileBytes, readHolders } from './queries/readFile.ts'
import { previewInvite } from './queries/previewInvite.ts'
import { readLobby } from './queries/readLobby.ts'
import { readNetwork } from './queries/readNetwork.ts'
import { listPollRows, readAnchoredPolls, readPoll } from './queries/readPoll.ts'
import { listProposalRows, readProposal } from './queries/readProposal.ts'
import { readOwnHoldings, readTreasury } from './queries/readTreasury.ts'
import { sendCall } from './queries/sendCall.ts'
import { readStatus } from './queries/readStatus.ts'
import { rosterCall } from './queries/rosterCall.ts'
import { watchDraft } from './queries/watchDraft.ts'
import { listTransactions, readTransaction } from './transactions/readTransaction.ts'
import { fromBase64 } from './words/base64.ts'
import { describeCalls } from './words/describeCalls.ts'
import { pinCalls } from './words/pinCalls.ts'
import { bountyRoutes } from './routes/bountyRoutes.ts'
import { dealRoutes } from './routes/dealRoutes.ts'
import { confederationRoutes } from './routes/confederationRoutes.ts'
import { mergerRoutes } from './routes/mergerRoutes.ts'
import { partnershipRoutes } from './routes/partnershipRoutes.ts'
import { createImplementer, createOnce } from './routes/implementer.ts'
import { listingRoutes } from './routes/listingRoutes.ts'
import { marketRoutes } from './routes/marketRoutes.ts'
import { spinOffRoutes } from './routes/spinOffRoutes.ts'
import { roundRoutes } from './routes/roundRoutes.ts'
import { meshRoutes } from './routes/meshRoutes.ts'

/** The API contract over this node: one line per procedure, each in a file of its own. Commands act once per requestId. */
export const createRouter = (node: NodeContext) => {
  const implementer = createImplementer(node)
  const {
    node: self,
    chain,
    network,
    devices,
    lobbies,
    daos,
    income,
    treasury,
    drafts,
    proposals,
    comments,
    ballots,
    polls,
    budgets,
    files,
  } = implementer
  const once = createOnce(node)

  return implement(contract).router({
    node: {
      status: self.status.handler(() => readStatus(node)),
      changes: self.changes.handler(({ input, signal }) => node.changes.follow(input.cursor, signal)),
      useAccount: self.useAccount.handler(({ input }) =>
        once('node.useAccount', input, () => ({ account: node.account.choose(input.account) })),
      ),
      dismissDamage: self.dismissDamage.handler(({ input }) => once('node.dismissDamage', input, () => dismissDamage(node))),
      openSigner: self.openSigner.handler(async () => ({ page: await node.adapters.signer.open() })),
    },
    chain: {
      balance: chain.balance.handler(async ({ input }) => ({ wei: (await node.adapters.chain.client.balance(input.address)).toString() })),
      transactions: chain.transactions.handler(() => listTransactions(node)),
      retry: chain.retry.handler(({ input }) => once('chain.retry', input, () => readTransaction(node.queue.retry(input.transaction)))),
      accelerate: chain.accelerate.handler(({ input }) =>
        once('chain.accelerate', input, async () => readTransaction(await node.queue.accelerate(input.transaction))),
      ),
      faucet: chain.faucet.handler(({ input }) => once('chain.faucet', input, () => askFaucet(node))),
    },
    network: {
      status: network.status.handler(() => readNetwork(node)),
      dial: network.dial.handler(async ({ input }) => ({ device: await node.reach.dial(input.address) })),
      setOnline: network.setOnline.handler(({ input }) => setOnline(node, input)),
      diagnose: network.diagnose.handler(({ input }) => diagnose(node, input)),
      syncNow: network.syncNow.handler(async () => ({ sessions: await node.reach.syncNow() })),
    },
    devices: {
      list: devices.list.handler(() => listDevices(node)),
      unlink: devices.unlink.handler(({ input }) => once('devices.unlink', input, () => unlinkDevice(node, input))),
    },
    lobbies: {
      list: lobbies.list.handler(() => node.spaces.lobbies().map(({ id }) => readLobby(node, id))),
      get: lobbies.get.handler(({ input }) => readLobby(node, input.space)),
      create: lobbies.create.handler(({ input }) => once('lobbies.create', input, () => createLobby(node, input))),
      preview: lobbies.preview.handler(({ input }) => previewInvite(node, input)),
      join: lobbies.join.handler(({ input }) => once('lobbies.join', input, () => joinLobby(node, input))),
      revokeInvite: lobbies.revokeInvite.handler(({ input }) => once('lobbies.revokeInvite', input, () => revokeInvite(node, input))),
      propose: lobbies.propose.handler(({ input }) => once('lobbies.propose', input, () => proposeGenesis(node, input))),
      bring: lobbies.bring.handler(({ input }) => once('lobbies.bring', input, () => bringDao(node, input))),
      cosign: lobbies.cosign.handler(({ input }) => once('lobbies.cosign', input, () => cosignGenesis(node, input))),
    },
    daos: {
      list: daos.list.handler(() => listDaos(node)),
      get: daos.get.handler(({ input }) => readDao(node, input)),
      enter: daos.enter.handler(({ input }) => once('daos.enter', input, () => enterDao(node, input))),
      invite: daos.invite.handler(({ input }) => once('daos.invite', input, (keep) => createDaoInvite(node, input, keep))),
      invites: daos.invites.handler(({ input }) => listDaoInvites(node, input)),
      applicants: daos.applicants.handler(({ input }) => listApplicants(node, input)),
      revokeInvite: daos.revokeInvite.handler(({ input }) => once('daos.revokeInvite', input, () => revokeDaoInvite(node, input))),
      account: daos.account.handler(({ input }) => readAccount(node, input)),
      rosterCall: daos.rosterCall.handler(({ input }) => rosterCall(node, input)),
      deploy: daos.deploy.handler(({ input }) => once('daos.deploy', input, () => deployDao(node, input))),
      deposit: daos.deposit.handler(({ input }) => once('daos.deposit', input, () => deposit(node, input))),
      halfLife: daos.halfLife.handler(({ input }) => readHalfLife(node, input)),
      setDisplayName: daos.setDisplayName.handler(({ input }) =>
        once('daos.setDisplayName', input, (keep) => setDisplayName(node, input, keep)),
      ),
      ragequitPreview: daos.ragequitPreview.handler(({ input }) => previewRagequit(node, input)),
      ragequit: daos.ragequit.handler(({ input }) => once('daos.ragequit', input, () => ragequit(node, input))),
      hash: daos.hash.handler(({ input }) => readHash(node, input)),
      audit: daos.audit.handler(({ input }) => auditSpace(node, input)),
      proofs: daos.proofs.handler(({ input }) => auditProofs(node, input)),
    },
    income: {
      get: income.get.handler(({ input }) => readIncome(node, input)),
      distribute: income.distribute.handler(({ input }) => once('income.distribute', input, () => distributeIncome(node, input))),
      claim: income.claim.handler(({ input }) => once('income.claim', input, () => claimIncome(node, input))),
    },
    bounties: bountyRoutes(node, implementer, once),
    rounds: roundRoutes(node, implementer, once),
    treasury: {
      get: treasury.get.handler(({ input }) => readTreasury(node, input)),
      mine: treasury.mine.handler(({ input }) => readOwnHoldings(node, input)),
      deposit: treasury.deposit.handler(({ input }) => once('treasury.deposit', input, () => depositToken(node, input))),
      list: treasury.list.handler(({ input }) => once('treasury.list', input, (keep) => listToken(node, input, keep))),
      unlist: treasury.unlist.handler(({ input }) => once('treasury.unlist', input, (keep) => unlistToken(node, input, keep))),
      tribute: treasury.tribute.handler(({ input }) => once('treasury.tribute', input, (keep) => offerTribute(node, input, keep))),
      allow: treasury.allow.handler(({ input }) => once('treasury.allow', input, () => allowTribute(node, input))),
      sendCall: treasury.sendCall.handler(({ input }) => sendCall(node, input)),
    },
    drafts: {
      list: drafts.list.handler(({ input }) => listDrafts(node, input)),
      get: drafts.get.handler(({ input }) => readDraft(node, input)),
      open: drafts.open.handler(({ input }) => once('drafts.open', input, (keep) => openDraft(node, input, keep))),
      rename: drafts.rename.handler(({ input }) => once('drafts.rename', input, (keep) => renameDraft(node, input, keep))),
      discard: drafts.discard.handler(({ input }) => once('drafts.discard', input, (keep) => discardDraft(node, input, keep))),
      session: drafts.session.handler(({ input }) => openDraftSession(node, input)),
      edit: drafts.edit.handler(({ input }) => once('drafts.edit', input, (keep) => editDraft(node, input, keep))),
      presence: drafts.presence.handler(({ input }) => ({
        sent: node.reach.publishPresence(input.space, input.draft, fromBase64(input.update)),
      })),
      watch: drafts.watch.handler(({ input, signal }) => watchDraft(node, input, signal)),
      history: drafts.history.handler(({ input }) => readDraftHistory(node, input)),
      blame: drafts.blame.handler(({ input }) => readDraftBlame(node, input)),
      restore: drafts.restore.handler(({ input }) => once('drafts.restore', input, (keep) => restoreDraft(node, input, keep))),
      preview: drafts.preview.handler(({ input }) => previewDraft(node, input)),
    },
    proposals: {
      list: proposals.list.handler(({ input }) => listProposalRows(node, input)),
      get: proposals.get.handler(({ input }) => readProposal(node, input)),
      previewCalls: proposals.previewCalls.handler(async ({ input }) => {
        const space = node.spaces.dao(input.space)
        return describeCalls(node, space, await pinCalls(node, space, input.calls), true)
      }),
      submit: proposals.submit.handler(({ input }) => once('proposals.submit', input, (keep) => submitProposal(node, input, keep))),
      replaceMember: proposals.replaceMember.handler(({ input }) =>
        once('proposals.replaceMember', input, (keep) => proposeReplacement(node, input, keep)),
      ),
      changePower: proposals.changePower.handler(({ input }) =>
        once('proposals.changePower', input, (keep) => changePower(node, input, keep)),
      ),
      setHalfLife: proposals.setHalfLife.handler(({ input }) =>
        once('proposals.setHalfLife', input, (keep) => setHalfLife(node, input, keep)),
      ),
      proposeHalfLife: proposals.proposeHalfLife.handler(({ input }) =>
        once('proposals.proposeHalfLife', input, (keep) => proposeHalfLife(node, input, keep)),
      ),
      changeRules: proposals.changeRules.handler(({ input }) =>
        once('proposals.changeRules', input, (keep) => proposeRules(node, input, keep)),
      ),
      resubmit: proposals.resubmit.handler(({ input }) => once('proposals.resubmit', input, (keep) => resubmitProposal(node, input, keep))),
      withdraw: proposals.withdraw.handler(({ input }) => once('proposals.withdraw', input, (keep) => withdrawProposal(node, input, keep))),
      enact: proposals.enact.handler(({ input }) => once('proposals.enact', input, () => enactProposals(node, input))),
      record: proposals.record.handler(({ input }) => once('proposals.record', input, () => recordProposal(node, input))),
      challenge: proposals.challenge.handler(({ input }) => once('proposals.challenge', input, () => challengeRecord(node, input))),
      execute: proposals.execute.handler(({ input }) => once('proposals.execute', input, () => executeRecord(node, input))),
    },
    comments: {
      post: comments.post.handler(({ input }) => once('comments.post', input, (keep) => postComment(node, input, keep))),
    },
    ballots: {
      credits: ballots.credits.handler(({ input }) => listPurses(node, input)),
      revoke: ballots.revoke.handler(({ input }) => once('ballots.revoke', input, () => revokeBallots(node, input))),
      republish: ballots.republish.handler(({ input }) => once('ballots.republish', input, (keep) => republishBallot(node, input, keep))),
      cast: ballots.cast.handler(({ input }) => once('ballots.cast', input, (keep) => castBallot(node, input, keep))),
      sheet: ballots.sheet.handler(({ input }) => once('ballots.sheet', input, (keep) => castSheet(node, input, keep))),
    },
    polls: {
      list: polls.list.handler(({ input }) => listPollRows(node, input)),
      get: polls.get.handler(({ input }) => readPoll(node, input)),
      open: polls.open.handler(({ input }) => once('polls.open', input, (keep) => openPoll(node, input, keep))),
      answer: polls.answer.handler(({ input }) => once('polls.answer', input, (keep) => answerPoll(node, input, keep))),
      close: polls.close.handler(({ input }) => once('polls.close', input, (keep) => closePoll(node, input, keep))),
      anchor: polls.anchor.handler(({ input }) => once('polls.anchor', input, (keep) => anchorPolls(node, input, keep))),
      anchoredBy: polls.anchoredBy.handler(({ input }) => readAnchoredPolls(node, input)),
    },
    budgets: {
      list: budgets.list.handler(({ input }) => listBudgetRows(node, input)),
      get: budgets.get.handler(({ input }) => readBudget(node, input)),
      estimate: budgets.estimate.handler(({ input }) => estimatePledge(node, input)),
      periodic: budgets.periodic.handler(({ input }) => readPeriodicBudget(node, input)),
      reminders: budgets.reminders.handler(({ input }) => listBudgetReminders(node, input)),
      setPeriodic: budgets.setPeriodic.handler(({ input }) =>
        once('budgets.setPeriodic', input, (keep) => setPeriodicBudget(node, input, keep)),
      ),
      open: budgets.open.handler(({ input }) => once('budgets.open', input, (keep) => openBudget(node, input, keep))),
      addProject: budgets.addProject.handler(({ input }) => once('budgets.addProject', input, (keep) => addProject(node, input, keep))),
      pledge: budgets.pledge.handler(({ input }) => once('budgets.pledge', input, (keep) => pledgeBudget(node, input, keep))),
      close: budgets.close.handler(({ input }) => once('budgets.close', input, (keep) => closeBudget(node, input, keep))),
    },
    files: {
      list: files.list.handler(({ input }) => listFiles(node, input)),
      get: files.get.handler(({ input }) => readFile(node, input)),
      read: files.read.handler(({ input }) => readFileBytes(node, input)),
      holders: files.holders.handler(({ input }) => readHolders(node, input)),
      upload: files.upload.handler(({ input }) => uploadFile(node, input)),
      write: files.write.handler(({ input }) => writeFile(node, input)),
      add: files.add.handler(({ input }) => once('files.add', input, (keep) => addFile(node, input, keep))),
      fetch: files.fetch.handler(({ input }) => once('files.fetch', input, () => fetchFile(node, input))),
      remove: files.remove.handler(({ input }) => once('files.remove', input, () => removeFile(node, input))),
      withdraw: files.withdraw.handler(({ input }) => once('files.withdraw', input, (keep) => withdrawFile(node, input, keep))),
    },
    deals: dealRoutes(node, implementer, once),
    confederations: confederationRoutes(node, implementer, once),
    partnerships: partnershipRoutes(node, implementer, once),
    mergers: mergerRoutes(node, implementer, once),
    spinOffs: spinOffRoutes(node, implementer, once),
    market: marketRoutes(node, implementer, once),
    listings: listingRoutes(node, implementer, once),
    mesh: meshRoutes(node, implementer),
  })
}
export type NodeRouter = ReturnType<typeof createRouter>
