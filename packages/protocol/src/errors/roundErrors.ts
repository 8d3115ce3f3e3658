/** Errors of rounds of public goods. Part of the catalogue. */
export const roundErrors = {
  ROUND_UNKNOWN: {
    what: 'This chain knows no such round.',
    safe: 'Nothing was sent.',
    todo: 'Check the id, or look again when the chain is in reach.',
  },
  ROUND_TERMS: {
    what: 'The contract of rounds would refuse a round of these terms.',
    safe: 'Nothing was proposed.',
    todo: 'Correct the field that is named: one to two hundred projects each with an account that is paid, an end that lies ahead, at least a day to count, a minimum and a cap above zero.',
  },
  ROUND_ENDS_FIRST: {
    what: 'This round would end before the vote on it can close.',
    safe: 'Nothing was proposed.',
    todo: 'Let people give for longer: choose an end behind the close of the vote, which the details name.',
  },
  ROUND_FOREIGN: {
    what: 'Neither your account nor a DAO of yours had a seat in the confederation when this round was opened.',
    safe: 'Nothing was sent and nothing was paid.',
    todo: 'Give to the pool, which anybody may, or give through the DAO that has a seat.',
  },
  ROUND_CLOSED: {
    what: 'That is not possible at this stage of the round.',
    safe: 'Nothing was sent and nothing was paid.',
    todo: 'Look where the round stands: first everybody gives, then it is counted, then it pays; one that came to nothing gives everything back.',
  },
  ROUND_NOTHING_DUE: {
    what: 'Nothing of this round waits to be paid, given back or claimed.',
    safe: 'Nothing was sent.',
    todo: 'Look at its page: it says what was paid and what is still to come.',
  },
  ROUND_WORDS: {
    what: 'These are not the words that the round and its projects commit to.',
    safe: 'Nothing was kept.',
    todo: 'Ask for the whole text again, as it stands in the proposal that opened the round.',
  },
} as const
