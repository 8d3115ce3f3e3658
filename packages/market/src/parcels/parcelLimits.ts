/** What this node carries for others of a market, with reasons; LIMITS.md explains them to people. None of it is validity: another node may choose otherwise. */
export const parcelLimits = {
  /** One sealed parcel: the longest record with its header, filled up. */
  bytes: 272 * 1024,
  /** Parcels in one box: the records of a long deal. */
  parcelsInBox: 512,
  /** Letters that wait for one device: more deals than a node opens for strangers. */
  lettersForDevice: 64,
  /** What one device may leave here. */
  parcelsOfDevice: 1_024,
  bytesOfDevice: 4 * 1024 * 1024,
  /** All that is carried: a thousand deals of usual length. */
  parcels: 16_384,
  totalBytes: 64 * 1024 * 1024,
  /** Boxes that one session asks about: a node with more deals asks in turns. */
  boxesPerSession: 256,
  /** Ids in one answer about what is held. */
  idsPerAnswer: 8_192,
  /** Parcels in one frame, which also holds no more than about half a MiB. */
  parcelsPerFrame: 64,
  /** Parcels that one session fetches; the rest comes in the next. */
  parcelsPerSession: 512,
  bytesPerSession: 8 * 1024 * 1024,
  /** Questions of one session. */
  questions: 1_024,
  /** Sessions of one peer in a row, and in how many seconds one in the long run. */
  sessionsAtOnce: 32,
  sessionSeconds: 2,
  /** Parcels of one peer that are taken in a row, and in a second in the long run. */
  leftAtOnce: 512,
  leftPerSecond: 4,
  /** Peers at which a node leaves what it has to say in a deal. */
  carriers: 8,
  /** Milliseconds between two sessions with one peer, however much happens meanwhile. */
  pause: 5_000,
} as const
