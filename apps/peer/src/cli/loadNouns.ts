import type { Command } from 'commander'

/** Puts a noun with its verbs under the program. */
export type AddNoun = (program: Command) => void

/** In the order of the help. Each is read when it is asked for: a verb starts without the program of the others. */
const nouns: Readonly<Record<string, () => Promise<AddNoun>>> = {
  start: async () => (await import('./nouns/start.ts')).addStart,
  status: async () => (await import('./nouns/status.ts')).addStatus,
  identity: async () => (await import('./nouns/identity.ts')).addIdentity,
  device: async () => (await import('./nouns/device.ts')).addDevice,
  petname: async () => (await import('./nouns/petname.ts')).addPetname,
  signature: async () => (await import('./nouns/signature.ts')).addSignature,
  lobby: async () => (await import('./nouns/lobby.ts')).addLobby,
  dao: async () => (await import('./nouns/dao.ts')).addDao,
  budget: async () => (await import('./nouns/budget.ts')).addBudget,
  bounty: async () => (await import('./nouns/bounty.ts')).addBounty,
  round: async () => (await import('./nouns/round.ts')).addRound,
  deal: async () => (await import('./nouns/deal.ts')).addDeal,
  partnership: async () => (await import('./nouns/partnership.ts')).addPartnership,
  merger: async () => (await import('./nouns/merger.ts')).addMerger,
  'spin-off': async () => (await import('./nouns/spinOff.ts')).addSpinOff,
  treasury: async () => (await import('./nouns/treasury.ts')).addTreasury,
  income: async () => (await import('./nouns/income.ts')).addIncome,
  member: async () => (await import('./nouns/member.ts')).addMember,
  confederation: async () => (await import('./nouns/confederation.ts')).addConfederation,
  draft: async () => (await import('./nouns/draft.ts')).addDraft,
  proposal: async () => (await import('./nouns/proposal.ts')).addProposal,
  ballot: async () => (await import('./nouns/ballot.ts')).addBallot,
  poll: async () => (await import('./nouns/poll.ts')).addPoll,
  comment: async () => (await import('./nouns/comment.ts')).addComment,
  market: async () => (await import('./nouns/market.ts')).addMarket,
  listing: async () => (await import('./nouns/listing.ts')).addListing,
  mesh: async () => (await import('./nouns/mesh.ts')).addMesh,
  search: async () => (await import('./nouns/search.ts')).addSearch,
  file: async () => (await import('./nouns/file.ts')).addFile,
  peer: async () => (await import('./nouns/peer.ts')).addPeer,
  space: async () => (await import('./nouns/space.ts')).addSpace,
  chain: async () => (await import('./nouns/chain.ts')).addChain,
  network: async () => (await import('./nouns/network.ts')).addNetwork,
  audit: async () => (await import('./nouns/audit.ts')).addAudit,
  doctor: async () => (await import('./nouns/doctor.ts')).addDoctor,
  logs: async () => (await import('./nouns/logs.ts')).addLogs,
}

/** What a command line begins with, past the options that every noun takes. */
const firstWord = (words: readonly string[]): string => {
  const [word = '', ...rest] = words
  if (word === '--json') return firstWord(rest)
  return word === '--home' ? firstWord(rest.slice(1)) : word
}

/** The noun that a command line names; all of them where it names none, for the help, or for what is meant by a misspelt one. */
export const loadNouns = async (words: readonly string[]): Promise<readonly AddNoun[]> => {
  const named = firstWord(words)
  const wanted = Object.hasOwn(nouns, named) ? [named] : Object.keys(nouns)
  return Promise.all(wanted.flatMap((name) => nouns[name]?.() ?? []))
}
