/** What can be wrong with a record; part of the catalogue. */
export const recordErrors = {
  ENTRY_MALFORMED: {
    what: 'A record is malformed or too large.',
    safe: 'It was not stored.',
    todo: 'Nothing to do; the sender must update or is faulty.',
  },
  ENTRY_SIGNATURE: {
    what: 'A record is not signed by the device it names.',
    safe: 'It was not stored.',
    todo: 'Nothing to do; the sender is faulty or hostile.',
  },
  ENTRY_SPACE: { what: 'A record belongs to another space.', safe: 'It was not stored.', todo: 'Nothing to do.' },
  ENTRY_AUTHOR: {
    what: 'The author of this record was not a member then.',
    safe: 'The record is kept and ignored.',
    todo: 'Nothing to do. Whoever should be heard must be a member first.',
  },
  ENTRY_LINK: {
    what: 'A log does not prove which member its device belongs to.',
    safe: 'The record is kept and ignored.',
    todo: 'Nothing to do; a device that belongs to a member opens another log by itself.',
  },
  ENTRY_LISTING: {
    what: 'A record says that this DAO sells something, and what it holds is no listing of it, or its key does not fit.',
    safe: 'The record is kept and ignored.',
    todo: 'Nothing to do; the app that wrote it is faulty.',
  },
  ENTRY_STREAM: {
    what: 'A record stands in a stream where its kind does not belong.',
    safe: 'The record is kept and ignored.',
    todo: 'Nothing to do; the app that wrote it is faulty.',
  },
  ENTRY_BODY: {
    what: 'The content of a record is not well-formed.',
    safe: 'The record is kept and ignored.',
    todo: 'Nothing to do; the author updates the app and writes it again.',
  },
  ENTRY_POLL: {
    what: 'A poll names other members than those of the moment it was opened in.',
    safe: 'The record is kept and ignored.',
    todo: 'Nothing to do; the author opens the poll again.',
  },
  ENTRY_FORKED: {
    what: 'This device wrote two histories; the later part of one is set aside.',
    safe: 'Everything others built on counts; the rest is kept and ignored.',
    todo: 'Compare both histories in the audit view. A ballot in the part set aside can be published again by anybody; anything else must be written again.',
  },
  ENTRY_CUT: {
    what: 'A removed member wrote this after the removal.',
    safe: 'The record is kept and ignored.',
    todo: 'Nothing to do. What should stay can be written again by a member.',
  },
  ENTRY_UNLINKED: {
    what: 'A device that its member unlinked wrote this, and nobody had built on it before.',
    safe: 'The record is kept and ignored.',
    todo: 'If it was the member’s own work, write it again from another device; a ballot in it can be published again.',
  },
  ENTRY_PAST_MISSING: {
    what: 'A record refers to others that have not arrived here.',
    safe: 'The record is kept; it is judged as soon as they are here.',
    todo: 'Stay connected: a member who has them sends them.',
  },
  ENTRY_PAST_UNJUDGED: {
    what: 'A record rests on another one that is not judged yet.',
    safe: 'The record is kept; it is judged together with the other.',
    todo: 'See what the other one waits for.',
  },
  ENTRY_VIEW_UNKNOWN: {
    what: 'A record was written under a membership that the chain has not told this device.',
    safe: 'The record is kept; it is judged as soon as the chain fact is final.',
    todo: 'Check that the chain endpoint answers and is not behind.',
  },
  ENTRY_OPAQUE: {
    what: 'A record was written by a newer version of the app.',
    safe: 'The record is kept and passed on, and means nothing here.',
    todo: 'Update the app.',
  },
  ENTRY_DECISION: {
    what: 'A proposal names a slot that is not its author’s, or does not match its own text.',
    safe: 'The record is kept and ignored.',
    todo: 'The author must submit it again.',
  },
  ENTRY_BALLOT: {
    what: 'A ballot is not signed by the member it names.',
    safe: 'The record is kept and not counted.',
    todo: 'The member must vote again.',
  },
  ENTRY_PLEDGE: {
    what: 'A pledge is not signed by the member it names, or names a project twice.',
    safe: 'The record is kept and not counted.',
    todo: 'The member must pledge again.',
  },
  RECORD_UNSIGNED: {
    what: 'This record was not set aside, or holds no ballot that a member’s account signed.',
    safe: 'Nothing was published.',
    todo: 'Only ballots can be published again; whoever wrote anything else writes it anew.',
  },
  RECORD_COUNTED: {
    what: 'This ballot stands in a record that counts already.',
    safe: 'Nothing was published; the ballot counts.',
    todo: 'Nothing to do.',
  },
  BODY_UNREADABLE: {
    what: 'A record, or a key sealed to this device, does not open with the key it names.',
    safe: 'The record is kept and ignored.',
    todo: 'See it in the audit view; whoever wrote it must write it again.',
  },
  KEY_MISSING: {
    what: 'The key of this space has not reached this device yet.',
    safe: 'Everything received is kept, locked.',
    todo: 'Stay connected to a member who has the key.',
  },
} as const
