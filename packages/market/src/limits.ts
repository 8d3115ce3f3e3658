/** What this node takes on of a market, with reasons; LIMITS.md explains them to people. None of it is validity: another node may choose otherwise. */
export const marketLimits = {
  /** Posts kept: those of a large market, found in less than 50 ms. Above it a random one leaves, of the issuer with the most. */
  posts: 60_000,
  /** Their bytes on the disk, for posts of the longest kind. */
  bytes: 384 * 1024 * 1024,
  /** Posts that one account has at a time, closed ones included: a person offers no more work at once. */
  postsOfAccount: 16,
  /** The same of an account without a DAO that has locked a bond. */
  postsOfBonded: 32,
  /** The same of a DAO, which the chain vouches for. */
  postsOfDao: 64,
  /** New revisions of one account that are taken in an hour, beyond as many at once as it may have posts. */
  revisionsOfAccount: 4,
  revisionsOfBonded: 16,
  revisionsOfDao: 60,
  /** Messages of the topic that one peer may bring in a row, and in a second: what it passes on of others counts too. */
  messagesAtOnce: 256,
  messagesPerSecond: 20,
  /** Posts under judgement at once; what comes above it is left to the exchange. */
  judging: 64,
  /** Issuers and peers whose rate is remembered. */
  rates: 8192,
  /** Posts one session fetches; the rest comes in the next. */
  postsPerSession: 2_000,
  /** Posts named in one question: their answer fits into one frame. */
  postsPerAsk: 64,
  /** Rows in one answer about what somebody holds. */
  rowsPerAnswer: 4096,
  /** Buckets named in one question. */
  bucketsPerAsk: 16,
  /** Questions of one session: all buckets, and as many posts as a session may fetch, with room. */
  questions: 256,
  /** Sessions that one peer may have open here. */
  sessionsPerPeer: 2,
  /** Sessions of one peer that are answered in a row, and in how many seconds one in the long run: an honest one asks every half minute at most. */
  sessionsAtOnce: 16,
  sessionSeconds: 10,
  /** Refused posts remembered so that they are not asked for again. */
  refused: 8192,
  /** Longest silence in a session, milliseconds. */
  silence: 30_000,
  /** The next session with a peer after one that brought something, milliseconds; doubled each time that one brings nothing. */
  askAgain: 30_000,
  askAgainAtMost: 600_000,
  /** How long a peer is cut off that broke the rules of the frames, or sent forged posts, milliseconds. */
  frameFault: 10_000,
  forged: 600_000,
} as const

/**
 * Wei that an account locks for its posts to stay where those of unbonded accounts leave (SPEC I13): what a person can miss for a while. Who wants to fill a
 * market of this size with bonded posts locks it 1 875 times. Not in the contract, since nobody could change it there as prices change.
 */
export const askedBond = 10_000_000_000_000_000n
