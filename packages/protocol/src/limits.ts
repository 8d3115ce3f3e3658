/** Every constant of the protocol with its reason; LIMITS.md explains them to people. Sizes in bytes. */
export const limits = {
  /** A roster is one code blob; 64 keeps its bits in one slot and a group at a size where people know each other. */
  rosterMembers: 64,
  /** The ballots by which a DAO says yes to a founding or a seat: three levels of members. */
  daoSignatureBytes: 16 * 1024,
  /** One record: a long proposal with its calls. Larger things are files. */
  bodyBytes: 256 * 1024,
  /** Header with 16 parents and the longest kind stays far below this. */
  headerBytes: 2 * 1024,
  /** Tips an entry may cite; more are merged by citing in two steps. */
  parents: 16,
  kindBytes: 48,
  streamBytes: 64,
  /** One wire frame: below libp2p's 4 MiB read buffer with room for overhead. */
  frameBytes: 1024 * 1024,
  /** Entries in one sync batch: one transaction each, so a crash loses little work. */
  batchEntries: 512,
  /** Choices under one signature. */
  sheetChoices: 64,
  /** Decisions that the sheets of one transaction answer together: a sheet names each by one byte. */
  agendaDecisions: 255,
  /** Credits of a member and period in quadratic counting: the contract reserves them in 16 bits each. */
  credits: 65_535,
  /** Projects of one budget; 128 of them can be paid by one decision, and hardly anybody reads as many. */
  budgetProjects: 200,
  /** Projects of one round of public goods: their marks fit a word of the contract. */
  roundProjects: 200,
  /** Of what a round or a project of it is about: of two hundred projects the words together still fit a proposal where most are short. */
  roundTextBytes: 4096,
  /** What a project of a budget says of itself; longer texts are files or drafts. */
  projectTextBytes: 2 * 1024,
  /** Periods of a half-life of reputation: ten years of weeks, beyond which exact roots grow slow. */
  halfLifePeriods: 520,
  /** Seconds before its close in which a budget stands in the inbox of who has not pledged: three days. */
  budgetReminder: 259_200,
  /** Calls in one decision: 100 payments fit a block with room. */
  decisionCalls: 128,
  /** Tokens that a DAO hands over when it merges into another one: with them its decision stays far below the most calls. */
  mergerTokens: 64,
  nameBytes: 80,
  titleBytes: 200,
  commentBytes: 16 * 1024,
  /** One reason among the many of a weekly sheet: with 64 of them a record stays far below its bound. */
  reasonBytes: 1024,
  /** Options of a poll: what one still reads before choosing. */
  pollOptions: 20,
  /** One option of a poll: a line or two. */
  pollOptionBytes: 200,
  /** What is said about a poll beside its question. */
  pollTextBytes: 4 * 1024,
  /** Polls that one decision anchors: their words and digests fit into its text. */
  anchoredPolls: 64,
  /** Canonical Markdown of a frozen proposal. */
  contentBytes: 128 * 1024,
  /** One Yjs update in an entry. */
  draftUpdateBytes: 64 * 1024,
  /** A whole invite link; longer ones do not survive chat programs. */
  inviteBytes: 2048,
  /** Entries kept while their references are missing, per space; above it the oldest of the loudest log leave and sync brings them again. */
  pendingEntries: 20_000,
  /** A file: its list of addresses then has 128 KiB and travels in one frame. */
  fileBytes: 1024 * 1024 * 1024,
  /** Plaintext of one chunk of a file: four fit into a frame, and what is checked at once stays small. */
  fileChunkBytes: 256 * 1024,
  /** What the file systems of all desktops take. */
  fileNameBytes: 200,
  /** A media type, for display only. */
  fileTypeBytes: 100,
  /** The brief of a post inside the opening of a deal, which travels in a link; the brief that is agreed on may be longer. */
  dealBriefBytes: 8 * 1024,
  /** The opening of a deal between two full rosters with that brief. */
  dealOpeningBytes: 48 * 1024,
  /** What one side says beside an offer. */
  dealNoteBytes: 2 * 1024,
  /** Files that a brief names by their hashes. */
  briefFiles: 64,
  /** Words that a brief is found by, and their length. */
  tags: 16,
  tagBytes: 40,
  /** Brief of a market post: what one reads before asking; more is a file of the deal. */
  postBriefBytes: 8 * 1024,
  /** A whole market post with its signatures: 64 of them fit into one frame. */
  postBytes: 14 * 1024,
  postTags: 8,
  postTagBytes: 32,
  /** Accounts that a market post may be reserved to. */
  postHunters: 16,
  /** Addresses at which the issuer of a market post can be dialled. */
  postContacts: 4,
  postContactBytes: 200,
  /** Nobody improves a text more often; a number has room in every store. */
  postRevisions: 2_000_000_000,
  /** How long a market post may stand, seconds of chain time: an offer of last year helps nobody. */
  postSeconds: 90 * 24 * 3600,
  /** Files of a work that is for sale; more belong into an archive. Their rows must fit into the post. */
  listingFiles: 16,
  /** Files of a listing that anybody may read before buying. */
  listingSamples: 4,
  /** Copies that one revision of a listing can promise at most: what the contract counts. */
  listingCopies: 2 ** 32 - 1,
  /** Leaves of one split that are handed over in a bundle. */
  splitLeaves: 10_000,
  /** Splits of one bounty in a bundle. */
  bundleSplits: 4096,
  /** Splits above each other on the way to a bounty, as its deal is told them. */
  placeLevels: 32,
} as const
