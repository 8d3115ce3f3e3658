/** What can go wrong in a deal; part of the catalogue. */
export const dealErrors = {
  ENTRY_DEAL: {
    what: 'A record of a deal speaks for a side that its author does not belong to, or opens another deal.',
    safe: 'The record is kept and ignored.',
    todo: 'Nothing to do; only a member of a side speaks for it.',
  },
  DEAL_MALFORMED: {
    what: 'This is not the link or the opening of a deal, or it is damaged.',
    safe: 'Nothing was changed.',
    todo: 'Copy the whole link again, or ask for it anew.',
  },
} as const
