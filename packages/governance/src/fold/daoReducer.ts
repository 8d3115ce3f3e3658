import { type BodyReading, draftStream, governanceStream, type Reduce, type Verdict, type ViewFact } from '@daomesh/protocol'
import { joinDeal } from '../deals/joinDeal.ts'
import { castBallots } from './ballots.ts'
import { applyForSeat } from './applicants.ts'
import { addProject, closeBudget, openBudget, pledge } from './budgets.ts'
import { consentToSeat } from './consents.ts'
import type { AuthoredEntry } from './context.ts'
import { discardDraft, openDraft, renameDraft, updateDraft } from './drafts.ts'
import { shareFile, withdrawFile } from './files.ts'
import { openInvite, revokeDaoInvite } from './invites.ts'
import { judge } from './judge.ts'
import { publishListing } from './listings.ts'
import { sealKeys, setProfile, unlinkDevice } from './members.ts'
import { isDaoStream } from './openLog.ts'
import { answerPoll, closePoll, explainBallots, openPoll } from './polls.ts'
import { type DaoContext, postComment, submitProposal, withdrawProposal } from './proposals.ts'
import { listToken, unlistToken } from './tokens.ts'
import { rejected } from './verdicts.ts'

const belongs = (reading: BodyReading, stream: string): boolean =>
  reading.kind === 'draft.update' ? stream === draftStream(reading.body.draft) : stream === governanceStream

const reduceDao = (context: DaoContext, entry: AuthoredEntry, reading: BodyReading, view: ViewFact): Verdict => {
  switch (reading.kind) {
    case 'device.unlink':
      return unlinkDevice(context, entry, reading.body, view)
    case 'profile.set':
      return setProfile(context, entry, reading.body, view)
    case 'key.seal':
      return sealKeys(context, entry, reading.body, view)
    case 'invite.open':
      return openInvite(context, entry, reading.body, view)
    case 'invite.revoke':
      return revokeDaoInvite(context, entry, reading.body, view)
    case 'member.apply':
      return applyForSeat(context, entry, reading.body, view)
    case 'member.consent':
      return consentToSeat(context, entry, reading.body, view)
    case 'draft.open':
      return openDraft(context, entry, reading.body, view)
    case 'draft.rename':
      return renameDraft(context, entry, reading.body, view)
    case 'draft.discard':
      return discardDraft(context, entry, reading.body, view)
    case 'draft.update':
      return updateDraft(context, entry, reading.body, view)
    case 'proposal.submit':
      return submitProposal(context, entry, reading.body, view)
    case 'proposal.withdraw':
      return withdrawProposal(context, entry, reading.body, view)
    case 'comment.post':
      return postComment(context, entry, reading.body, view)
    case 'file.share':
      return shareFile(context, entry, reading.body, view)
    case 'file.withdraw':
      return withdrawFile(context, entry, reading.body, view)
    case 'listing.publish':
      return publishListing(context, entry, reading.body, view)
    case 'token.list':
      return listToken(context, entry, reading.body, view)
    case 'token.unlist':
      return unlistToken(context, entry, reading.body, view)
    case 'ballot.cast':
      return castBallots(context, entry, reading.body, view)
    case 'ballot.explain':
      return explainBallots(context, entry, reading.body, view)
    case 'poll.open':
      return openPoll(context, entry, reading.body, view)
    case 'poll.answer':
      return answerPoll(context, entry, reading.body, view)
    case 'poll.close':
      return closePoll(context, entry, reading.body, view)
    case 'budget.open':
      return openBudget(context, entry, reading.body, view)
    case 'budget.project':
      return addProject(context, entry, reading.body, view)
    case 'budget.pledge':
      return pledge(context, entry, reading.body, view)
    case 'budget.close':
      return closeBudget(context, entry, reading.body, view)
    case 'deal.join':
      return joinDeal(context, entry, reading.body, view)
    case 'log.open':
    case 'deal.open':
    case 'deal.brief':
    case 'deal.offer':
    case 'deal.withdraw':
    case 'deal.decline':
    case 'deal.accept':
    case 'deal.arbiter':
    case 'deal.sign':
    case 'deal.deliver':
    case 'deal.place':
    case 'deal.plan':
    case 'deal.promise':
    case 'partnership.offer':
    case 'partnership.bring':
    case 'lobby.propose':
    case 'lobby.cosign':
    case 'lobby.bring':
    case 'lobby.agree':
    case 'lobby.revoke':
      return rejected('ENTRY_STREAM')
  }
}

/**
 * The fold of a DAO's space.
 * @example
 * const reduce = daoReducer({ chain, dao, recover: verifier.recoverAccount, memberKindOf: memberKindOf(() => state) })
 */
export const daoReducer =
  (context: DaoContext): Reduce =>
  (entry, view) =>
    judge(
      { context, isStream: isDaoStream, belongs, reduce: (authored, reading) => reduceDao(context, authored, reading, view) },
      entry,
      view,
    )
