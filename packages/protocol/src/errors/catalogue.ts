import { bountyErrors } from './bountyErrors.ts'
import { dealErrors } from './dealErrors.ts'
import { decisionErrors } from './decisionErrors.ts'
import { marketErrors } from './marketErrors.ts'
import { recordErrors } from './recordErrors.ts'
import { roundErrors } from './roundErrors.ts'

/**
 * One code per error: what happened, what is safe, what to do next. Codes are stable; ERRORS.md is made from this table.
 * No sentence is built from parts: details travel in `meta`.
 */
export const catalogue = {
  INTERNAL: {
    what: 'Something went wrong inside the app that it did not expect.',
    safe: 'Everything already saved is safe.',
    todo: 'Try again; if it happens again, report it with the log.',
  },
  INPUT_INVALID: {
    what: 'The request does not have the expected form.',
    safe: 'Nothing was changed.',
    todo: 'Correct the named field and try again.',
  },
  CODEC_MALFORMED: {
    what: 'Bytes are not in the canonical encoding.',
    safe: 'Nothing was stored.',
    todo: 'Nothing to do; the sender must update or is faulty.',
  },
  CODEC_UNENCODABLE: { what: 'A value cannot be encoded.', safe: 'Nothing was stored.', todo: 'Report it; this is a fault of the app.' },
  ...recordErrors,
  DRAFT_UPDATE_REFUSED: {
    what: 'This draft does not take the edit, or holds what this version cannot freeze.',
    safe: 'Nothing was written; the draft is unharmed.',
    todo: 'Try again: that opens a new editing session. If it stays so, another member may have a newer version: update the app.',
  },
  DRAFT_UNKNOWN: { what: 'There is no such draft here.', safe: 'Nothing was changed.', todo: 'Wait for it to sync, or check the id.' },
  ...decisionErrors,
  ...dealErrors,
  INVITE_MALFORMED: { what: 'This is not an invite, or it is damaged.', safe: 'Nothing was changed.', todo: 'Copy the whole link again.' },
  INVITE_VERSION: {
    what: 'This invite was made by a newer version of the app.',
    safe: 'Nothing was changed.',
    todo: 'Update the app and paste the invite again.',
  },
  INVITE_EXPIRED: {
    what: 'This invite has expired.',
    safe: 'Nothing was changed.',
    todo: 'Ask for a new invite. If it was made only now, one of the two clocks is wrong: compare the time of this device with another one.',
  },
  INVITE_REVOKED: { what: 'This invite was revoked.', safe: 'Nothing was changed.', todo: 'Ask for a new invite.' },
  INVITE_REPLAYED: {
    what: 'The DAO of this invite is already founded.',
    safe: 'Nothing was changed.',
    todo: 'Ask a member for an invite to the DAO itself; a decision of its members takes you in.',
  },
  INVITE_UNKNOWN: {
    what: 'Whom this invite names knows nothing of the DAO it is for: it is damaged or forged.',
    safe: 'Nothing was changed.',
    todo: 'Copy the whole link again, or ask for a new invite.',
  },
  INVITE_CHAIN: {
    what: 'This invite is for another chain than the one this app is connected to.',
    safe: 'Nothing was changed.',
    todo: 'Connect to the chain named in the invite.',
  },
  MEMBERSHIP_UNKNOWN: {
    what: 'This peer may be a member, but the chain facts that would prove it are not here yet.',
    safe: 'Nothing was shared.',
    todo: 'Wait for the chain to sync.',
  },
  MEMBERSHIP_REFUSED: {
    what: 'This account is not a member of the space.',
    safe: 'Nothing was shared or written.',
    todo: 'Check which account this node speaks for. A decision of the members takes new ones in.',
  },
  SYNC_FRAME: {
    what: 'A peer sent a sync frame that is malformed or too large.',
    safe: 'Nothing was stored; the connection was closed.',
    todo: 'Nothing to do; sync goes on with other peers.',
  },
  NETWORK_OFF: {
    what: 'The network of this node is switched off.',
    safe: 'Everything is saved here and will be sent later.',
    todo: 'Switch the network on.',
  },
  PEER_UNREACHABLE: {
    what: 'The peer did not answer at this address.',
    safe: 'Nothing was changed.',
    todo: 'Check the address and that the peer is running.',
  },
  CHAIN_UNREACHABLE: {
    what: 'The chain endpoint does not answer.',
    safe: 'Everything off-chain goes on; the queue sends later.',
    todo: 'Check the connection or choose another endpoint.',
  },
  SANDBOX_ABSENT: {
    what: 'This installation carries no sandbox chain.',
    safe: 'Nothing was changed.',
    todo: 'Choose a chain endpoint, or run “npm start” in a checkout.',
  },
  FACTORY_ABSENT: {
    what: 'Behind this endpoint is no factory of DAOs of this version.',
    safe: 'Nothing was changed.',
    todo: 'Choose an endpoint of the chain that your DAO lives on. On a new chain somebody puts the contracts there first (npm run deploy).',
  },
  CHAIN_MISMATCH: {
    what: 'The chain endpoint speaks for another chain than this DAO lives on.',
    safe: 'Nothing was sent.',
    todo: 'Choose an endpoint of the right chain.',
  },
  CHAIN_EVENTS_DIFFER: {
    what: 'The chain endpoint tells another history than the one it gave as final before.',
    safe: 'What was taken as final before stays; nothing of the other history was.',
    todo: 'Check your chain endpoint against a second one. If it is right, have the chain read anew (“daomesh chain reread”) and start again.',
  },
  HISTORY_DIFFERS: {
    what: 'Another device sees another history of the chain.',
    safe: 'Nothing was changed, here or there; one of both endpoints does not tell the truth.',
    todo: 'Both of you: check your chain endpoint against a second one. Whose was wrong has the chain read anew (“daomesh chain reread”) and starts again.',
  },
  STATE_DIFFERS: {
    what: 'Another device makes something else of the same records and chain facts.',
    safe: 'All records are kept, here and there; the chain decides about money.',
    todo: 'Compare the audit views of both devices, and update the app on both.',
  },
  TRANSACTION_REVERTED: {
    what: 'The chain refused the transaction.',
    safe: 'It moved no money; once sent, its fee is paid all the same.',
    todo: 'Read the reason and try again when it is gone.',
  },
  TRANSACTION_SUPERSEDED: {
    what: 'Another transaction was there first.',
    safe: 'Nothing was paid twice.',
    todo: 'Look whether it did the same: a decision that shows no transaction of its own was not carried out, and can be proposed again.',
  },
  TRANSACTION_RIVAL: {
    what: 'The network does not take the transaction for this fee: another program with the same key has one waiting with the same number.',
    safe: 'At most one of the two is ever mined, so nothing is paid twice.',
    todo: 'Wait until the other one is mined, or take it back there: then this one goes on by itself. To put this one in its place, speed it up, more than once if need be.',
  },
  TRANSACTION_FUNDS: {
    what: 'This account cannot pay for the transaction.',
    safe: 'Nothing was sent.',
    todo: 'Send some funds to the account. What waits in the queue goes on by itself then, or can be taken back.',
  },
  SIGNING_REFUSED: { what: 'The signature was declined.', safe: 'Nothing was signed.', todo: 'Start again if that was a mistake.' },
  SIGNING_BLIND: {
    what: 'A ballot or a pledge was to be signed whose proposal or project was not shown, or is another one than it counts for.',
    safe: 'Nothing was signed.',
    todo: 'Do not vote with this app until you know why: its node is faulty or was tampered with.',
  },
  SIGNING_MISMATCH: {
    what: 'A signature does not say what it should: another account, payee or amount.',
    safe: 'Nothing was sent.',
    todo: 'Check which account this node speaks for and which keys its signer holds.',
  },
  IDENTITY_MISSING: {
    what: 'There is no identity in this home yet.',
    safe: 'Nothing was changed.',
    todo: 'Create one, or restore it from its recovery phrase: the app asks for it, and so do “daomesh identity create” and “daomesh identity restore”.',
  },
  IDENTITY_UNCHOSEN: {
    what: 'This home holds several accounts, and none of them is chosen.',
    safe: 'Nothing was changed.',
    todo: 'Choose the one that this node is to speak for: the app asks for it, and so does “daomesh identity use”.',
  },
  IDENTITY_EXISTS: {
    what: 'There is an identity in this home already.',
    safe: 'It was not touched.',
    todo: 'Use another home directory for a second identity.',
  },
  IDENTITY_LOCKED: { what: 'The identity is locked.', safe: 'Nothing was signed.', todo: 'Unlock it with the password.' },
  PASSWORD_WRONG: {
    what: 'The password does not open this key file.',
    safe: 'The key file is unchanged.',
    todo: 'Try again, or restore the account from its recovery phrase: that sets a new password.',
  },
  PASSWORD_WEAK: { what: 'The password is shorter than 8 characters.', safe: 'Nothing was created.', todo: 'Choose a longer one.' },
  PHRASE_INVALID: {
    what: 'This is not a valid recovery phrase.',
    safe: 'Nothing was created.',
    todo: 'Check the spelling and order of the words.',
  },
  KEYSTORE_DAMAGED: {
    what: 'The key file is damaged or was changed.',
    safe: 'It was not used.',
    todo: 'Put a copy of it back. An account can also be restored from its recovery phrase, which makes its file anew; a home whose device key is moved away is another device of the account.',
  },
  DEVICE_UNLINKED: {
    what: 'This device was unlinked from its account, for good.',
    safe: 'Nothing was written. What others built on before still counts.',
    todo: 'Work on with another device of the account, or with a fresh home.',
  },
  DEVICE_UNKNOWN: {
    what: 'This account linked no such device in the spaces of this node.',
    safe: 'Nothing was signed.',
    todo: 'Wait for sync, or check the id in the list of devices.',
  },
  DEVICE_OWN: {
    what: 'This is the device you are using.',
    safe: 'Nothing was signed.',
    todo: 'Unlink it from another device of yours.',
  },
  HOME_LOCKED: {
    what: 'Another process already uses this home directory.',
    safe: 'Nothing was changed.',
    todo: 'Use the running one, or stop it first.',
  },
  STORAGE_FAILED: {
    what: 'The disk refused a write.',
    safe: 'What was confirmed before is safe; this change was not saved.',
    todo: 'Free some space or check the disk, then try again.',
  },
  STORAGE_NEWER: { what: 'This home was written by a newer version of the app.', safe: 'It was not touched.', todo: 'Update the app.' },
  STORAGE_DAMAGED: {
    what: 'The database is damaged.',
    safe: 'Account and device keys lie in files of their own. At the next start the damaged file is set aside, what can be read of it is taken over, and members send what they hold.',
    todo: 'Start the app again and stay connected until sync is complete. If a row is named in the details, only that one is damaged.',
  },
  API_FORBIDDEN: {
    what: 'This request does not come from the app itself.',
    safe: 'Nothing was answered.',
    todo: 'Open the address that the app printed.',
  },
  API_UNAVAILABLE: { what: 'The node does not answer.', safe: 'Everything saved is safe.', todo: 'Start the app, or “daomesh start”.' },
  REQUEST_CONFLICT: {
    what: 'This request id was already used for something else.',
    safe: 'The first outcome stands.',
    todo: 'Use a fresh id for a new request.',
  },
  SPACE_UNKNOWN: { what: 'There is no such space here.', safe: 'Nothing was changed.', todo: 'Check the id, or join by invite first.' },
  LOBBY_INCOMPLETE: {
    what: 'Not everybody in the founding roster has signed yet.',
    safe: 'All signatures so far are kept.',
    todo: 'Wait for the missing members.',
  },
  LOBBY_ACCOUNT: {
    what: 'This account is not part of the proposed founding.',
    safe: 'Nothing was signed.',
    todo: 'Ask the founder to include you.',
  },
  AMOUNT_INVALID: {
    what: 'This is not a valid amount.',
    safe: 'Nothing was changed.',
    todo: 'Write a number above zero, with at most 18 decimals and no more than there is.',
  },
  TREASURY_SHORT: {
    what: 'The treasury holds less than this.',
    safe: 'Nothing moved.',
    todo: 'Deposit first or propose a smaller amount.',
  },
  TOKEN_UNREADABLE: {
    what: 'The contract at this address does not say what an account holds, so it is no token of the named standard.',
    safe: 'Nothing was changed.',
    todo: 'Check the address and the standard, or leave this token out.',
  },
  INCOME_NONE: {
    what: 'Nothing lies there: no income to distribute, or no credit to claim.',
    safe: 'Nothing was sent, and nothing was paid for it.',
    todo: 'Look again later: income counts once it has arrived, and a credit once its distribution is final.',
  },
  RAGEQUIT_MOVING: {
    what: 'A transaction by which this account leaves this DAO, wholly or in part, is on its way already.',
    safe: 'No other one was sent.',
    todo: 'Wait until the chain says for good what became of it.',
  },
  FILE_UNKNOWN: {
    what: 'There is no such file here.',
    safe: 'Nothing was changed.',
    todo: 'Check the id, or wait until the records are here.',
  },
  FILE_ABSENT: {
    what: 'Not all of this file is on this machine yet.',
    safe: 'What is here of it stays here.',
    todo: 'Fetch it, and stay connected to somebody who has it.',
  },
  FILE_DAMAGED: {
    what: 'A part of this file is not what it was when it was stored here.',
    safe: 'Nothing damaged was handed out. The damaged part is fetched again from members who have it.',
    todo: 'Stay connected and try again; if it happens again, look after the disk.',
  },
  FILE_MALFORMED: {
    what: 'This file is not what its record says.',
    safe: 'Nothing of it was handed out.',
    todo: 'Ask who shared it to share it again.',
  },
  FILE_LIMIT: {
    what: 'This file is larger than a file may be, or than what is left for the files of this space.',
    safe: 'Nothing was stored.',
    todo: 'Share a smaller file, or remove files of this space from this machine first.',
  },
  FILE_UPLOAD: {
    what: 'The bytes of this file do not arrive here in order, or not as many as announced.',
    safe: 'Nothing was shared.',
    todo: 'Begin again with the whole file.',
  },
  ...marketErrors,
  ...bountyErrors,
  ...roundErrors,
} as const satisfies Record<string, { what: string; safe: string; todo: string }>

export type ErrorCode = keyof typeof catalogue
