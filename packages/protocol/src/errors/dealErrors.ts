/** What can go wrong in a deal; part of the catalogue. */
export const dealErrors = {
  ENTRY_DEAL: {
    what: 'A record of a deal speaks for a side that its author does not belong to, or opens another deal.',
    safe: 'The record is kept and ignored.',
    todo: 'Nothing to do; only a member of a side speaks for it.',
  },
  ENTRY_PLACE: {
    what: 'A record of a deal tells a place in a pyramid that cannot be: its parts do not fit each other, or it does not lead to this deal.',
    safe: 'The record is kept and ignored; nothing of it is shown as safe to start.',
    todo: 'Nothing to do; ask the issuer of the part to split it anew, or to hand it over by hand.',
  },
  ENTRY_MERGER: {
    what: 'An offer to merge is not about the two DAOs of its deal, or gives other seats and shares than its rosters and weights come to.',
    safe: 'The record is kept and ignored; nobody is asked about it.',
    todo: 'Nothing to do; ask the other DAO to offer it anew with its own app.',
  },
  DEAL_MALFORMED: {
    what: 'This is not the link or the opening of a deal, or it is damaged.',
    safe: 'Nothing was changed.',
    todo: 'Copy the whole link again, or ask for it anew.',
  },
  DEAL_CHAIN: {
    what: 'This deal is for another chain, or for other contracts, than those this app is connected to.',
    safe: 'Nothing was changed.',
    todo: 'Connect to the chain of the deal.',
  },
  DEAL_FOREIGN: {
    what: 'Neither your account nor a DAO of yours is a party of this deal.',
    safe: 'Nothing was opened or shared.',
    todo: 'Choose the account or enter the DAO that the deal is with.',
  },
  DEAL_FULL: {
    what: 'Too many deals that nobody here has answered yet came from others.',
    safe: 'Your deals are unharmed; the new one was not opened.',
    todo: 'Decline those that do not interest you; then it can be opened.',
  },
  OFFER_UNKNOWN: { what: 'There is no such offer here.', safe: 'Nothing was changed.', todo: 'Wait for it to sync, or check the id.' },
  OFFER_SETTLED: {
    what: 'This offer can no longer be answered that way: it is withdrawn, expired, declined, replaced or already signed.',
    safe: 'Nothing was changed or signed.',
    todo: 'Look at its state, and make a new offer if you still want to deal.',
  },
  OFFER_EARLY: {
    what: 'This offer has not come that far: first both sides agree, then the hunter signs, then the issuer pays in. A DAO signs by the ballots of its members alone.',
    safe: 'Nothing was changed, signed or paid.',
    todo: 'Look at its state, and wait for who is next; it goes on by itself from there.',
  },
  OFFER_SIDE: {
    what: 'That is for the other side to do.',
    safe: 'Nothing was changed or signed.',
    todo: 'Answer offers of the other side; take back your own.',
  },
  OFFER_TERMS: {
    what: 'These terms cannot become an agreement.',
    safe: 'Nothing was offered.',
    todo: 'Correct the named field.',
  },
  MERGER_IMPOSSIBLE: {
    what: 'These two DAOs cannot become one with these terms; the reason is named.',
    safe: 'Nothing was offered, and nobody was asked.',
    todo: 'Choose other weights where somebody’s part comes to nothing; where there are too many seats, or one account is of two kinds, change the members first.',
  },
  SPIN_OFF_IMPOSSIBLE: {
    what: 'These members cannot leave together that way; the reason is named.',
    safe: 'Nothing was proposed, and nobody was asked.',
    todo: 'Choose other members: some must go and some must stay, and on both sides somebody votes and somebody owns.',
  },
  SPIN_OFF_EARLY: {
    what: 'The decision does not pass yet, or somebody who is to go has not said Yes.',
    safe: 'Nothing was sent; everybody keeps seat and shares.',
    todo: 'Wait until it passes and all who are to go have voted for it; who is missing is named.',
  },
  REWARD_NONE: {
    what: 'This offer promises no power, or its terms are not here yet.',
    safe: 'Nothing was sent.',
    todo: 'Look at the terms of the offer.',
  },
  REWARD_EARLY: {
    what: 'The promised power cannot be given yet: not all of the bounty was paid, or the ballots of the issuing DAO that pass it are not here.',
    safe: 'Nothing was sent, and the promise stands.',
    todo: 'Wait until the bounty is paid in full and the members have voted; it then goes on by itself.',
  },
  PARTNERSHIP_EARLY: {
    what: 'The ballots of both DAOs that pass this are not here yet, or they no longer pass it.',
    safe: 'Nothing was sent, and neither DAO gave anything.',
    todo: 'Wait until both DAOs have voted and their ballots have come; the side that is missing is named.',
  },
} as const
