import type { ErrorCode } from '@daomesh/protocol'

/** When each code is given: thrown, or named as the reason of a record that is kept and ignored. null: nothing gives it yet. */
export const whenGiven: Readonly<Record<ErrorCode, string | null>> = {
  INTERNAL:
    'Anything without a code of its own reaches the edge of a process. The text of the error is in `meta.message`, its stack in the log.',
  INPUT_INVALID:
    'A request fails the schema of the API, a rule of its command, or the syntax of the command line. `meta` names the field or the reason.',
  CODEC_MALFORMED: 'Bytes are decoded that are not canonical dag-cbor (protocol P2).',
  CODEC_UNENCODABLE:
    'A value without a canonical encoding is to be written: undefined, NaN, a date, an integer above 64 bits (protocol P1).',
  ENTRY_MALFORMED: 'An entry breaks protocol P3 to P5, a body of ours is too long, or a peer sent entries that were refused (network S8).',
  ENTRY_SIGNATURE: null,
  ENTRY_SPACE: null,
  ENTRY_AUTHOR:
    'Reason in the audit view: the author is not in the view of the entry, or the device is not the one that opened the log (governance J1).',
  ENTRY_LISTING:
    'A `listing.publish` holds no listing of this DAO and chain, or a key whose hash is not the one that the listing names (governance J20).',
  ENTRY_LINK:
    'Reason in the audit view: the opening of the log was not accepted, or an unlinking is not signed by its member (governance J2, J6).',
  ENTRY_STREAM:
    'Reason in the audit view: the kind does not belong in that stream, or a parent stands in another one (governance J3, log L25).',
  ENTRY_BODY:
    'Reason in the audit view: the body does not fit the schema of its kind, or a founding names another chain (governance J1, L1).',
  ENTRY_POLL: 'Reason in the audit view: a poll names another view than that of its own record (governance U1).',
  ENTRY_DEAL: 'Reason in the audit view: a record of a deal breaks governance O1 or O2.',
  ENTRY_MERGER: 'Reason in the audit view: an offer to merge breaks governance O25.',
  ENTRY_PLACE: 'Reason in the audit view: a place in a pyramid breaks governance O21, or how a bounty is passed on O27.',
  ENTRY_FORKED: 'Reason in the audit view: the entry stands on the branch of a fork that does not count (log L41).',
  ENTRY_CUT: 'Reason in the audit view: a removed member wrote it, and nobody who stayed built on it before (log L42).',
  ENTRY_UNLINKED: 'Reason in the audit view: a revoked device wrote it, and no other device built on it before it knew (log L44).',
  ENTRY_PAST_MISSING: 'What a pending record waits for, in the audit view: its prev or a parent is not here (log L21).',
  ENTRY_PAST_UNJUDGED:
    'What a pending record waits for, in the audit view: its prev or a parent is itself pending, or locked in a draft (log L21, L22).',
  ENTRY_VIEW_UNKNOWN:
    'What a pending record waits for, in the audit view: the chain has not told the view it names (log L21, governance F7).',
  ENTRY_OPAQUE: 'What a record waits for, in the audit view: its kind or the version of its body is not known here (governance J1).',
  ENTRY_DECISION:
    'Reason in the audit view: the slot is not the author’s, the content hash is not that of the text, or a closing does not end with the root of its lists (governance J4, B4).',
  ENTRY_BALLOT: 'Reason in the audit view: wrong signature, no seat, a contract member, or two answers to one decision (governance J5).',
  ENTRY_PLEDGE: 'Reason in the audit view: wrong signature, no seat, a contract member, or a project named twice (governance B5).',
  RECORD_UNSIGNED: 'A record is to be published again that was not set aside or is no ballot (node M43).',
  RECORD_COUNTED: 'A ballot is to be published again whose sheet stands in a record that counts (node M43).',
  BODY_UNREADABLE: 'Decryption fails under the key that the header names (protocol P10, P11).',
  KEY_MISSING: 'Something is to be written in a space whose key this device was not given yet.',
  DRAFT_UPDATE_REFUSED:
    'An own edit fails admission (drafts Y1 to Y12) or comes from a session that is over (the node was started again, the members changed), or a draft holds what this version cannot freeze (drafts Y27).',
  DRAFT_UNKNOWN: 'A draft is asked for that no record here opens.',
  PROPOSAL_UNKNOWN: 'A proposal, or a proposed founding, is asked for that no record here holds.',
  PROPOSAL_SUPERSEDED:
    'A ballot is to be cast on, or a transaction made of, a proposal whose slot went to another decision or whose rules are past (governance S1, node M39).',
  PROPOSAL_FOREIGN: 'A proposal is to be withdrawn by an account that did not write it, nor a closing of a budget with it (node M400).',
  PROPOSAL_STANDS: 'A proposal is to be proposed again that is neither superseded nor expired (node M39).',
  BALLOT_CLOSED: 'A ballot is to be cast on a proposal that is enacted or expired.',
  BALLOT_CREDITS:
    'A sheet of a DAO that counts quadratically is to be signed whose votes cost more than the credits of a period, less what is reserved of them (governance T18).',
  BALLOT_SLOT:
    'A For is to be signed for a decision while one for another decision of its slot stands on the same sheet or an earlier one (governance T18).',
  ENACT_WAITS:
    'Decisions are to be enacted of which one comes after another that is neither spent nor asked beside it, or is reserved to another account (governance T24).',
  BUDGET_UNKNOWN: 'A budget or a project of it is asked for that no record here holds.',
  BUDGET_CLOSED: 'A project or a pledge is to be added to a budget whose time is over, that is being closed or was paid (node M60).',
  BUDGET_OPEN: 'A budget is to be closed before the chain has passed the end it states (node M61).',
  BUDGET_EMPTY: 'A budget is to be closed to which nobody pledged anything that counts (node M61).',
  PLEDGE_OVER: 'A pledge is to be signed that is more than the allocation of its budget (node M60).',
  HALF_LIFE_NOT_DUE: 'The decision of a period is to be proposed and there is nothing to lower (governance H2, node M63).',
  ENACT_NOT_DECISIVE: 'The signed sheets here do not make every asked decision pass at once (governance T6).',
  POLL_UNKNOWN: 'A poll is asked for that no record here opens.',
  POLL_SEALED: 'An answer or a close is to be written for a poll that is sealed, anchored or disputed (governance U5, U6).',
  POLL_VOTELESS: 'The account has no weight among the members that the poll names (governance U1).',
  POLL_CLOSED_OTHERWISE: 'Another close of the poll is to be signed than the one this account signed (governance U4).',
  POLL_ANSWERS_MISSING:
    'A close that others signed is to be signed whose answers are not proven by the records here, or whose result is another (governance U3).',
  POLL_CLOSE_LACKS:
    'A poll is to be closed without naming a close, and those that others signed and the records here prove leave out answers that are here (node M403).',
  POLL_UNSEALED: 'A poll is to be anchored that is not sealed, or is anchored already (governance U7).',
  DECISION_UNRECORDABLE:
    'A decision is to be recorded that does not pass, is not closed, can be carried out at once, or cannot finish (node M191).',
  DECISION_COMPLETE: 'A record is to be challenged with nothing that it lacks, or after its window (node M193).',
  DECISION_UNEXECUTABLE:
    'A record is to be executed before its time, after it, by somebody else than its executor, or it does not pass (node M63).',
  INVITE_MALFORMED:
    'No invite link is found in a text, it does not decode (protocol P9, P17), or the address in it is not that of its genesis (node M22).',
  INVITE_VERSION: 'The link carries another version than 1 or 2 (protocol P9, P17).',
  INVITE_EXPIRED: 'The time in the invite is over (protocol P9), or members who were asked say so.',
  INVITE_REVOKED:
    'Members who were asked to let this device in (node M20, M24) say that the invite was closed, or `daomesh lobby invite` finds none that is open.',
  INVITE_REPLAYED: 'Members who were asked to let this device into the lobby say that the DAO is founded.',
  INVITE_UNKNOWN: 'The members whom an invite names answer, and know no such lobby or DAO.',
  INVITE_CHAIN: 'The invite names another chain id or another first block than the chain of this node.',
  MEMBERSHIP_UNKNOWN:
    'Said to a peer whose account no known roster ever held (network S4), or a record is to be written in a view that is not known.',
  MEMBERSHIP_REFUSED: 'This node is to write in a space whose roster does not hold its account, or all members who answered refuse it.',
  SYNC_FRAME: 'A frame breaks network F1 to F3, or comes where it may not (network S3).',
  NETWORK_OFF: 'A dial or a stream while the network is switched off (network T5).',
  PEER_UNREACHABLE: 'A dial fails, a stream is cut, or a peer falls silent inside a session (network T1, S9).',
  CHAIN_UNREACHABLE: 'The endpoint is silent, refuses, keeps reorganising, or is switched off (chain A8).',
  SANDBOX_ABSENT:
    'The sandbox chain is to be started where its program, anvil, is not installed: in a packaged app, or on a system it is not published for.',
  FACTORY_ABSENT: 'A chain endpoint is to be chosen, and the chain behind it has no factory of this version (node M331).',
  CHAIN_MISMATCH: 'The endpoint answers for another chain id or first block (chain A6), or a chain that is no sandbox is used as one.',
  CHAIN_EVENTS_DIFFER: 'The endpoint no longer has a block whose facts were delivered as final (chain A3).',
  HISTORY_DIFFERS:
    'The signed frontier of another device names another hash of the first chain facts than this node has (governance S12); shown, not thrown.',
  STATE_DIFFERS:
    'The signed frontier of another device names another state hash for the same rules, chain facts and set of records (governance S12); shown, not thrown.',
  TRANSACTION_REVERTED: 'Simulation or receipt says that the chain refuses it; `meta.error` names why (chain A8, A13).',
  TRANSACTION_SUPERSEDED:
    'The simulation before signing, or the receipt, shows that another transaction did it already, or another decision took its slot (chain A13).',
  TRANSACTION_RIVAL:
    'A pool refuses signed bytes as underpriced though they were signed once more for a higher fee: somebody else’s transaction of this account has the nonce (chain A75).',
  TRANSACTION_FUNDS: 'The account holds less than value plus the greatest fee (chain A8).',
  SIGNING_REFUSED:
    'Somebody declined, nobody answered within 30 minutes, 32 requests wait already, the signer ended, or unasked signing meets a chain that is no sandbox.',
  SIGNING_BLIND:
    'The signer is asked for a ballot without the proposals it answers, or their hashes are not the ids in the sheet; `meta.reason` says which. It comes before any person is asked.',
  SIGNING_MISMATCH: 'A signature, or a request to sign, is for another account, payee or amount than was asked.',
  IDENTITY_MISSING: 'An account is needed and this home holds none.',
  IDENTITY_UNCHOSEN: 'An account is needed, several key files are here, and no command said which (node M347).',
  IDENTITY_EXISTS: 'An identity is to be made where a key file lies already, or another one restored than lies there.',
  IDENTITY_LOCKED: 'A request is approved while no key is open.',
  PASSWORD_WRONG: 'No key file opens with the password.',
  PASSWORD_WEAK: 'A new password has fewer than 8 characters.',
  PHRASE_INVALID: 'A word is unknown, the count or checksum is wrong, or the asked words were not repeated rightly.',
  KEYSTORE_DAMAGED: 'A key file or the device key fails its checksum or its form, or holds another account than its name says.',
  DEVICE_UNLINKED: 'Something is to be written by a device that its own account unlinked (node M41).',
  DEVICE_UNKNOWN: 'A device is to be unlinked that the account linked in no space of this node.',
  DEVICE_OWN: 'A device is to be unlinked that the node itself runs on.',
  HOME_LOCKED: 'A living process holds the lock of the home; `meta.pid` is its number.',
  STORAGE_FAILED: 'SQLite or the file system refuses a write.',
  STORAGE_NEWER: 'The database has a newer schema than this version knows (log L6).',
  STORAGE_DAMAGED:
    'SQLite reports damage while running, an entry does not match its id, or a stored outcome or transaction cannot be read. At a start the file is set aside instead (log L9).',
  API_FORBIDDEN: 'A loopback request with a foreign Host or Origin, or without the token.',
  API_UNAVAILABLE: 'No node runs for this home, or the connection to it broke.',
  REQUEST_CONFLICT: 'A request id comes again with other input.',
  SPACE_UNKNOWN: 'A lobby or DAO is asked for that this node is not in.',
  LOBBY_INCOMPLETE: null,
  LOBBY_ACCOUNT: 'A founding is to be signed whose roster does not hold this account.',
  AMOUNT_INVALID: 'An amount is not a plain decimal number, is zero where money must move, or asks for more shares than are held.',
  TREASURY_SHORT: null,
  TOKEN_UNREADABLE:
    'A token is put on the list, or asked for its balance, whose contract does not answer as its standard says (chain A18).',
  INCOME_NONE:
    'A distribution is asked for where the inbox holds no more than credits, or a claim where none waits for this account (node M53, M54).',
  RAGEQUIT_MOVING:
    'A ragequit is asked for, or what it would pay, while another one of this account in the same DAO is not settled (node M471).',
  FILE_UNKNOWN: 'A file is asked for that no record here names, or that was withdrawn and is not here.',
  FILE_ABSENT: 'Bytes of a file are asked for that are not all on this machine.',
  FILE_DAMAGED: 'A chunk on this disk no longer has the hash that its file names (files Z3).',
  FILE_MALFORMED:
    'A chunk or manifest does not open under the key of its record, a manifest is not of its form, or says another size than the record (protocol P18, P20).',
  FILE_LIMIT: 'A file is longer than `limits.fileBytes`, or the files of its space would take more than `fileLimits.spaceBytes`.',
  FILE_UPLOAD: 'A piece of an upload does not follow the one before it, an upload is over, or it ends before all of the file came.',
  DEAL_MALFORMED:
    'What a peer hands over, or a link holds, is no opening of a deal, or names a DAO at another address than that of its genesis (protocol P30).',
  DEAL_CHAIN: 'The opening of a deal names another chain, escrow or factory than the profile of this node (node M70).',
  DEAL_FOREIGN: 'A deal is opened, pasted or handed over that neither the account nor a DAO of this node is a party of (node M70).',
  DEAL_FULL:
    'A deal is handed over while 32 of strangers, or eight of one who sits in a DAO of this node, wait unanswered (node M71, M409).',
  OFFER_UNKNOWN: '`deals` is asked to answer an offer that no record here makes.',
  OFFER_SETTLED: '`deals` is asked for an answer that the state of the offer no longer takes (governance O6).',
  OFFER_EARLY:
    '`deals.sign` is asked before both sides agreed, or by hand for a DAO, or `deals.fund` before the hunter signed (governance O6).',
  SPIN_OFF_IMPOSSIBLE: '`spinOffs.preview` or `spinOffs.propose` is given what governance Q70 refuses. `meta.reason` says why.',
  SPIN_OFF_EARLY:
    '`spinOffs.enact` is asked before the decision passes, or before all who are to go said Yes (node M217). `meta.missing` names them.',
  MERGER_IMPOSSIBLE: '`mergers.preview` or `mergers.offer` is given what governance O25 refuses. `meta.reason` says why.',
  PARTNERSHIP_EARLY:
    '`partnerships.enact` is asked before what both sides brought passes at once, or by a record that can be executed (governance O23).',
  REWARD_NONE: '`deals.giveReward` is asked of an offer whose terms promise no power (node M203).',
  REWARD_EARLY:
    '`deals.giveReward` or `proposals.enact` is asked before all of the bounty was paid, or before ballots that pass the promise came (node M203).',
  OFFER_SIDE: '`deals` is asked to answer an own offer, to take back one of the other side, or to sign for the issuer.',
  OFFER_TERMS: '`deals.offer` is given terms that the escrow would refuse, or that are over already. `meta.field` names the term.',
  BOUNTY_TERMS: 'Bytes are read as the terms of a bounty that are none, or of another form (protocol P51).',
  BOUNTY_SPLIT: 'A sum tree is built or proven whose amounts, places or indices do not fit (governance Q1 to Q4).',
  POST_MALFORMED: 'Bytes are no market post (protocol P40, P41), or a post that is to be signed is not of its form.',
  POST_NEWER: 'A market post has a higher version than this app reads (protocol P41).',
  POST_UNKNOWN: 'A market post is asked for, or to be changed, that this node does not hold.',
  POST_CLOSED: 'A market post is to be revised or closed that is closed already.',
  POST_ISSUER: 'A post is to be written in the name of a DAO in whose present roster the account does not sit.',
  WORK_KEY: 'A key is not the one whose hash a listing names, or its box does not open under it (protocol P96).',
  WORK_ABSENT: 'A file of a work is to be read that is not whole here, or whose key this node does not have (node M224).',
  LISTING_UNPRICED: 'A free work is to be bought (node M222).',
  LISTING_SOLD_OUT: 'A copy is to be bought of a listing whose copies are all sold (node M222).',
  LISTING_CHANGED: 'A copy is to be bought by a quote that was shown, and the newest one here is another (node M407).',
  LISTING_BOUGHT: 'A person is to pay for a work of which a copy for the same account was paid for, or is being paid for (node M408).',
  MARKET_LEFT: 'A post is to be written while this node has not joined the market (node M16).',
  BOND_STANDS: 'A market bond is to be locked that counts, or will once its block is final (node M156).',
  BOND_MOVING: 'Something is to be done about a market bond while another transaction about it is not settled (node M156).',
  BOND_NONE:
    'Notice is to be given of a market bond, or it is to be withdrawn, where nothing is locked or no notice was given (node M156).',
  BOND_NOTICE: 'A market bond is to be withdrawn before its notice is over (node M156).',
  BOND_ABSENT: 'A market bond is to be locked on a chain without its contract (node M156).',
  DAO_UNKNOWN: 'The card of a DAO is asked for where the factory of this chain made none.',
  BOUNTY_UNKNOWN: 'A bounty or leaf is asked for that neither the chain nor a kept bundle names (node M194).',
  DELIVERY_NOWHERE: 'A delivery without a content hash, or a comment, is for a bounty whose deal is not here (node M102).',
  BOUNTY_NOTHING_DUE: 'A payout or a credit is asked for while no known leaf is payable, or none waits (node M79, M103).',
  ROUND_UNKNOWN: 'A round is asked for that no fact of this chain opened (node M130).',
  ROUND_TERMS: '`rounds.open` is given terms that the contract of rounds would refuse. `meta.field` names the term (node M170).',
  ROUND_ENDS_FIRST: '`rounds.open` is given an end that is not behind the close of the vote on it: `meta.votesUntil` (node M170).',
  ROUND_FOREIGN: 'A contribution is asked for by an account or DAO that no seat of the round leads to (node M171).',
  ROUND_CLOSED:
    'Something is asked of a round that its status at this second of chain time does not allow. `meta.status` names it (node M171, M172).',
  ROUND_NOTHING_DUE: 'A payout, a refund or a credit is asked for where none waits (node M172).',
  ROUND_WORDS: 'A text is handed over as the words of a round that does not have their hashes (node M174).',
}
