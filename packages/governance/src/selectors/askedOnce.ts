import type { Address } from '@daomesh/protocol'
import type { ProposalRow } from './proposalState.ts'

/** No ballot saves it any more. */
export const isLost = ({ status }: ProposalRow): boolean => status === 'expired' || status === 'superseded'
/** Its ballots alone can carry it out: it comes after nothing, is reserved to nobody else than it must be, and cites what the chain has reached. */
const isFree = ({ waits, obstacles }: ProposalRow, executor: Address | null): boolean =>
  waits.every((wait) => wait.kind === 'executor' && wait.executor === executor) &&
  obstacles.every(({ key }) => key !== 'obstacle.rulesUnknown' && key !== 'obstacle.rosterUnknown')

/** Enough answered with For, so that it can be carried out: no word of its author takes that back (S1). */
export const isDecided = (row: ProposalRow): boolean => row.status === 'executable' || (!isLost(row) && row.enactment.immediate)

/**
 * Its members are asked by it, or have answered. Not by what no ballot saves, what its author took back before enough of them answered, and what their ballots
 * could not carry out: any member may write such a proposal, and then another one asks. `executor`: the contract to which all that ask this are reserved.
 */
export const isAsking = (row: ProposalRow, executor: Address | null = null): boolean =>
  row.status === 'enacted' || (isFree(row, executor) && (isDecided(row) || (!isLost(row) && row.status !== 'withdrawn')))

/** Of proposals that do the same: from what was enacted, or is decided, over what is voted on and what is closed, to what asks nobody. */
export const askedRank = (row: ProposalRow, executor: Address | null = null): 0 | 1 | 2 | 3 | 4 => {
  if (row.status === 'enacted') return 0
  if (!isAsking(row, executor)) return 4
  if (isDecided(row)) return 1
  return row.status === 'closed' ? 3 : 2
}

/** Closed before anybody but its author answered: whoever writes one that ends at once would have it closed before the others read it. */
const isUnanswered = ({ status, by, ballots }: ProposalRow): boolean => status === 'closed' && ballots.every(({ member }) => member === by)

/**
 * Whether one of these asks, for a member that would ask the same: what another one wrote and nobody else answered before its end, each other member asks once
 * more itself.
 */
export const isAskedFor = (rows: readonly ProposalRow[], self: Address | null, executor: Address | null = null): boolean =>
  rows.some((row) => isAsking(row, executor) && (row.by === self || !isUnanswered(row)))

/** What is closed, or what its author took back, is answered by nobody unasked (S1), so it stands for nothing that another one asks too. */
const rankOf = (row: ProposalRow): number => {
  if (row.status === 'enacted' || row.enactable) return 0
  return isLost(row) ? 4 : row.status === 'withdrawn' ? 3 : row.status === 'closed' ? 2 : 1
}

/**
 * Of proposals that sign the same: what signs already, then what is voted on, then what is closed, then what was taken back; then what more members answered; of
 * equals the same one for everybody.
 */
export const standingFirst = (a: ProposalRow, b: ProposalRow): number =>
  rankOf(a) - rankOf(b) || b.ballots.length - a.ballots.length || (a.id < b.id ? -1 : 1)

type AskedOnce<Id extends string, Question> = {
  readonly id: Id
  readonly question: Question
  /** The proposal that stands for it. */
  readonly asked: ProposalRow
  /** All that sign just this, `asked` included, the one that stands for them first. */
  readonly rows: readonly ProposalRow[]
}

/** Proposals that ask the same, together: members who did not hear of each other may each have asked. `read`: what a proposal asks, and what that is known by. */
export const askedOnce = <Id extends string, Question>(
  rows: readonly ProposalRow[],
  read: (row: ProposalRow) => { readonly id: Id; readonly question: Question } | null,
): readonly AskedOnce<Id, Question>[] => {
  const found = new Map<Id, { readonly question: Question; readonly rows: ProposalRow[] }>()
  for (const row of rows) {
    const one = read(row)
    if (one === null) continue
    const known = found.get(one.id)
    if (known === undefined) found.set(one.id, { question: one.question, rows: [row] })
    else known.rows.push(row)
  }
  return [...found].flatMap(([id, { question, rows: all }]) => {
    const sorted = all.toSorted(standingFirst)
    const [asked] = sorted
    return asked === undefined ? [] : [{ id, question, asked, rows: sorted }]
  })
}
