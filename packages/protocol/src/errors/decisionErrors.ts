/** What can be wrong with proposals, ballots, budgets, polls and records of the chain; part of the catalogue. */
export const decisionErrors = {
  PROPOSAL_UNKNOWN: {
    what: 'There is no such proposal here.',
    safe: 'Nothing was changed.',
    todo: 'Wait for it to sync, or check the id.',
  },
  PROPOSAL_SUPERSEDED: {
    what: 'This proposal can never be carried out: another decision took its place on the chain, or the rules have changed since.',
    safe: 'Nothing was signed or sent, and no money moved. Its text, ballots and comments are kept.',
    todo: 'Propose it again: it is then put to a new vote in a place of its own.',
  },
  PROPOSAL_FOREIGN: {
    what: 'This proposal is somebody else’s: only its author takes it back.',
    safe: 'Nothing was written; the proposal stands as it was.',
    todo: 'Vote against it, or ask its author to withdraw it.',
  },
  PROPOSAL_STANDS: {
    what: 'This proposal was carried out, or can still be.',
    safe: 'Nothing was submitted.',
    todo: 'Vote on it as it stands, or withdraw it first.',
  },
  BALLOT_CLOSED: {
    what: 'This proposal is already decided or has expired.',
    safe: 'Your earlier ballot, if any, is unchanged.',
    todo: 'Nothing to do.',
  },
  BALLOT_CREDITS: {
    what: 'The votes of this sheet cost more credits than are left.',
    safe: 'Nothing was signed; your earlier ballots are unchanged.',
    todo: 'Spend fewer votes: the details say by how much they are over.',
  },
  BALLOT_SLOT: {
    what: 'Of the proposals that share a slot at most one is ever carried out, and you would have signed For two of them.',
    safe: 'Nothing was signed; your earlier ballots are unchanged.',
    todo: 'Answer this one Against or Abstain. A For that was signed stays usable, whatever is signed later.',
  },
  ENACT_WAITS: {
    what: 'A decision waits for something that is neither on the chain nor in this transaction.',
    safe: 'Nothing was sent; all ballots are kept.',
    todo: 'Carry out what it comes after before it or together with it, or let the account send it that it is reserved to: the details name both.',
  },
  BUDGET_UNKNOWN: {
    what: 'There is no such budget here, or it has no such project.',
    safe: 'Nothing was changed.',
    todo: 'Wait for it to sync, or check the id.',
  },
  BUDGET_CLOSED: {
    what: 'This budget takes no more projects or pledges.',
    safe: 'What was pledged before is unchanged.',
    todo: 'See the proposal that closes it; whoever misses a pledge there can say so, or propose another closing.',
  },
  BUDGET_OPEN: {
    what: 'This budget is open until a stated time.',
    safe: 'Nothing was proposed.',
    todo: 'Close it once the chain has passed that time.',
  },
  BUDGET_EMPTY: {
    what: 'Nobody whose pledge counts has pledged to a project of this budget.',
    safe: 'Nothing was proposed.',
    todo: 'Wait for pledges.',
  },
  PLEDGE_OVER: {
    what: 'These pledges are more than the allocation of a member.',
    safe: 'Nothing was signed; your earlier pledge is unchanged.',
    todo: 'Pledge less: the details say by how much it is over.',
  },
  HALF_LIFE_NOT_DUE: {
    what: 'No power is above what the half-life leaves of it now, or no half-life is agreed.',
    safe: 'Nothing was proposed.',
    todo: 'Wait for the next period.',
  },
  ENACT_NOT_DECISIVE: {
    what: 'Not enough members have signed For to enact this at once.',
    safe: 'All ballots are kept.',
    todo: 'Wait for more ballots.',
  },
  POLL_UNKNOWN: { what: 'There is no such poll here.', safe: 'Nothing was changed.', todo: 'Wait for it to sync, or check the id.' },
  POLL_SEALED: {
    what: 'This poll is sealed: a late answer or another close changes nothing.',
    safe: 'Nothing was written; the result stands.',
    todo: 'Nothing to do. Open a new poll to ask again.',
  },
  POLL_VOTELESS: {
    what: 'You have no vote in this poll: its members were fixed when it was opened.',
    safe: 'Nothing was written.',
    todo: 'Nothing to do. A new poll asks the present members.',
  },
  POLL_CLOSED_OTHERWISE: {
    what: 'You have signed a close of this poll already. Signing another one would be an equivocation, which everybody sees.',
    safe: 'Nothing was written; what you signed stands.',
    todo: 'Nothing to do. If the members signed different closes and none can be sealed any more, open the poll anew.',
  },
  POLL_ANSWERS_MISSING: {
    what: 'This close does not fit the answers that are here: some are missing or say something else, or the result is another one.',
    safe: 'Nothing was signed.',
    todo: 'Stay connected until all records are here and try again, or close it with the answers you have.',
  },
  POLL_CLOSE_LACKS: {
    what: 'What others signed as the close of this poll leaves out answers that are here.',
    safe: 'Nothing was signed.',
    todo: 'Look at the poll: join that close by its id, or close it anew with all answers that are here. Whoever answered late is left out on purpose.',
  },
  POLL_UNSEALED: {
    what: 'Only a sealed poll that no enacted decision anchors yet can be anchored.',
    safe: 'Nothing was written.',
    todo: 'Name sealed polls only. A poll is sealed when enough members signed the same close.',
  },
  DECISION_UNRECORDABLE: {
    what: 'This decision cannot be recorded now.',
    safe: 'All ballots are kept, and nothing was sent.',
    todo: 'Look at its page: it says what it waits for, and until when it can be recorded.',
  },
  DECISION_COMPLETE: {
    what: 'The record on the chain has every ballot that is known here, or takes none any more.',
    safe: 'Nothing was sent.',
    todo: 'Nothing to do.',
  },
  DECISION_UNEXECUTABLE: {
    what: 'This decision cannot be carried out from its record now.',
    safe: 'The record stays as it is, and nothing was sent.',
    todo: 'Look at its page: it says when it can be carried out, and by whom.',
  },
} as const
