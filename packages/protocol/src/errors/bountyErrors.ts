/** Errors of bounties: agreements, split trees and what the escrow holds. Part of the catalogue. */
export const bountyErrors = {
  BOUNTY_TERMS: {
    what: 'The terms of a bounty are not in their canonical form, or not those that its agreement commits to.',
    safe: 'Nothing was signed and nothing was stored.',
    todo: 'Ask the other side for the terms again.',
  },
  BOUNTY_SPLIT: {
    what: 'A split of a bounty does not add up, or a proof does not belong to it.',
    safe: 'Nothing was sent and nothing was paid.',
    todo: 'Correct the amounts, or ask who made the split for the whole tree.',
  },
  BOUNTY_UNKNOWN: {
    what: 'This bounty, or this part of it, is not known here.',
    safe: 'Nothing was sent.',
    todo: 'Check the id, or ask who works on it for its bundle and keep that.',
  },
  DELIVERY_NOWHERE: {
    what: 'The deal in which this bounty was agreed is not here, so nothing can be said or handed over in it.',
    safe: 'Nothing was sent and nothing was stored.',
    todo: 'Open the deal by its link, or hand the work over yourself and deliver with its SHA-256.',
  },
  BOUNTY_NOTHING_DUE: {
    what: 'No part of this bounty that is known here can be paid now.',
    safe: 'Nothing was sent.',
    todo: 'Look when the windows end, or ask for the bundle with the missing parts.',
  },
} as const
