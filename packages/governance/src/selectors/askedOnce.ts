import type { ProposalRow } from './proposalState.ts'

/** No ballot saves it any more. */
export const isLost = ({ status }: ProposalRow): boolean => status === 'expired' || status === 'superseded'
const rankOf = (row: ProposalRow): number => (row.status === 'enacted' || row.enactable ? 0 : isLost(row) ? 2 : 1)

/** Of proposals that sign the same: what signs already, then what can still sign, then what more members answered; of equals the same one for everybody. */
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
