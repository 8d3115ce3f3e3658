import { type Hex, joinDigestOf, type JoinQuestion, joinQuestionOf } from '@daomesh/protocol'
import { isLost, standingFirst } from './askedOnce.ts'
import type { InnerPlace } from './innerAnswer.ts'
import type { ProposalRow } from './proposalState.ts'

/** A founding or a seat that the members of a DAO are asked about. */
export type AskedJoin = {
  /** What the DAO signs. */
  readonly digest: Hex
  readonly question: JoinQuestion
  /** The proposal that stands for it. */
  readonly asked: ProposalRow
  /** All that sign just this, `asked` included: members who did not hear of each other may each have asked. */
  readonly rows: readonly ProposalRow[]
}

/**
 * What the members of a DAO are asked to join, each with the proposals that sign it (J17).
 * @example
 * joinsAmong({ chainId: chain.chainId, dao }, []) // => []
 */
export const joinsAmong = (place: InnerPlace, rows: readonly ProposalRow[]): readonly AskedJoin[] => {
  const found = new Map<Hex, { readonly question: JoinQuestion; readonly rows: ProposalRow[] }>()
  for (const row of rows) {
    const question = joinQuestionOf(place, row.decision, row.content)
    if (question === null) continue
    const digest = joinDigestOf(place.chainId, place.dao, question)
    const known = found.get(digest)
    if (known === undefined) found.set(digest, { question, rows: [row] })
    else known.rows.push(row)
  }
  return [...found].flatMap(([digest, { question, rows: all }]) => {
    const sorted = all.toSorted(standingFirst)
    const [asked] = sorted
    return asked === undefined ? [] : [{ digest, question, asked, rows: sorted }]
  })
}

/**
 * Whether its members are asked, or have answered; not so where roster or rules changed since, so that no ballot counts any more.
 * @example
 * joinsAmong({ chainId: chain.chainId, dao }, []).some(joinStands) // => false
 */
export const joinStands = ({ rows }: AskedJoin): boolean => rows.some((row) => !isLost(row))
