/** What can be wrong with posts of the market; part of the catalogue. */
export const marketErrors = {
  POST_MALFORMED: {
    what: 'A market post does not have the form of one, or is too long.',
    safe: 'It was neither stored nor passed on.',
    todo: 'Correct the named field. Where it came from a peer, there is nothing to do: the sender is faulty.',
  },
  POST_NEWER: {
    what: 'A market post was written by a newer version of the app.',
    safe: 'It was left alone, and nobody is blamed.',
    todo: 'Update the app to read it.',
  },
  POST_UNKNOWN: {
    what: 'There is no such post in the market as it is known here.',
    safe: 'Nothing was changed.',
    todo: 'It may be over, or not have come yet. Look again later, or check the link.',
  },
  POST_CLOSED: {
    what: 'This post is closed: it can be changed no more.',
    safe: 'Nothing was changed.',
    todo: 'Post anew.',
  },
  POST_ISSUER: {
    what: 'This account is not a member of the DAO in whose name it would post.',
    safe: 'Nothing was posted.',
    todo: 'Post in the name of your own account, or ask a present member.',
  },
  WORK_KEY: {
    what: 'The key that came does not open this work.',
    safe: 'It was not kept, and nothing was paid for it.',
    todo: 'Ask again: another member of the selling DAO, or another buyer, may hold the right one.',
  },
  WORK_ABSENT: {
    what: 'A file of this work is not on this disk yet, or its key has not come.',
    safe: 'What was bought stays bought: the chain says so.',
    todo: 'Stay connected, or ask again. Any member of the selling DAO that is online hands the key over.',
  },
  LISTING_UNPRICED: {
    what: 'What costs nothing is not bought.',
    safe: 'Nothing was sent.',
    todo: 'Open it: a free work needs no payment.',
  },
  LISTING_SOLD_OUT: {
    what: 'No copy is left at this price.',
    safe: 'Nothing was sent.',
    todo: 'Ask the DAO whether it sells more.',
  },
  LISTING_CHANGED: {
    what: 'The seller has said something else of this work since it was shown: another price, other copies or another end.',
    safe: 'Nothing was sent.',
    todo: 'Look at the listing again and buy it at the new price, or leave it.',
  },
  LISTING_BOUGHT: {
    what: 'This account has paid for a copy of this work already, or a payment is on its way.',
    safe: 'Nothing was sent.',
    todo: 'See your purchases: the key is asked for by itself until it comes.',
  },
  MARKET_LEFT: {
    what: 'This node is not in the market.',
    safe: 'Nothing was posted.',
    todo: 'Join the market first.',
  },
  BOND_STANDS: {
    what: 'This account has locked its bond already.',
    safe: 'Nothing was sent.',
    todo: 'Nothing. It counts as soon as the chain says so for good.',
  },
  BOND_MOVING: {
    what: 'A transaction about the bond of this account is on its way already.',
    safe: 'No other one was sent.',
    todo: 'Wait until the chain says for good what became of it.',
  },
  BOND_NONE: {
    what: 'This account has no bond that could be given notice of or withdrawn.',
    safe: 'Nothing was sent.',
    todo: 'Look at what the chain says of your bond. It may have been withdrawn already.',
  },
  BOND_NOTICE: {
    what: 'The notice of this bond is not over yet.',
    safe: 'Nothing was sent; the bond is yours as before.',
    todo: 'Withdraw it after the named time.',
  },
  BOND_ABSENT: {
    what: 'The contract of market bonds is not on this chain.',
    safe: 'Nothing was sent: what is paid to an empty address is lost.',
    todo: 'Ask whoever set this chain up to put it there. Posts without a bond work meanwhile.',
  },
  DAO_UNKNOWN: {
    what: 'There is no DAO at this address of the chain, as this endpoint sees it.',
    safe: 'Nothing was changed.',
    todo: 'Check the address. A DAO that was founded just now needs a moment.',
  },
} as const
