/** Bounds of one draft, each with its reason. All are judged against the closure of an entry, so every peer draws the line at the same place. */
export const draftLimits = {
  /** Structs in one update: 64 KiB of the smallest ones. A longer paste is split. */
  structs: 8192,
  /** Ranges in one delete set. */
  deletions: 8192,
  /** Element nesting below the root: far more than people write, far less than a recursion needs to overflow. */
  depth: 24,
  /** Characters and nodes ever written into one draft, deleted ones included. */
  clocks: 1 << 22,
  /** Editing sessions that ever wrote into one draft. */
  sessions: 4096,
  /** Characters of one attribute or mark value: a long link. */
  attributeChars: 2048,
  /** Characters of one mark's JSON. */
  formatChars: 4096,
  /** Between two edits of one session: after a longer pause they are two rows of the history. For display. */
  sessionPauseMilliseconds: 1_800_000,
  /** One presence message: a name, a colour, a cursor. */
  presenceBytes: 2048,
  /** Sessions shown at once per draft. */
  presences: 128,
  /** Presence messages of one draft that are heard in a second: thirty people who all type. */
  presencesPerSecond: 256,
  /** A session that says nothing for this long has left. */
  presenceMilliseconds: 30_000,
} as const
