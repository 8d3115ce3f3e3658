/** What this node takes on, with reasons; LIMITS.md explains them to people. None of it is validity: another node may choose otherwise. */
export const fileLimits = {
  /** Files of one space on this disk: eight of the longest. Above it nothing is fetched or shared there until something is removed. */
  spaceBytes: 8 * 1024 * 1024 * 1024,
  /** Files fetched at the same time; the others wait. Each may have one stream to every peer, and a peer takes four. */
  fetches: 2,
  /** Chunks asked of one peer that have not come: what the line holds, so that it never runs dry. */
  window: 16,
  /** Chunks one question may name. */
  chunksPerAsk: 32,
  /** Questions waiting on one stream; an honest peer has two. */
  waitingAsks: 4,
  /** Streams of this protocol that one peer may have open here. */
  streamsPerPeer: 4,
  /** Files that are being uploaded by clients of this node. */
  uploads: 8,
  /** Longest silence on a stream, milliseconds. */
  silence: 30_000,
  /** A peer that still fetches is asked again after this for what it has got meanwhile, milliseconds. */
  askAgain: 2_000,
  /** The same for a peer that had nothing or could not be reached, milliseconds. */
  askLater: 15_000,
  /** How long a peer is cut off that sent a chunk which is not the one asked for, milliseconds. */
  wrongChunk: 600_000,
  /** How long a peer is cut off that broke the rules of the frames, milliseconds. */
  frameFault: 10_000,
} as const
