import { type Hex, joinDigestOf, type JoinQuestion, joinQuestionOf } from '@daomesh/protocol'
import { askedOnce, isLost } from './askedOnce.ts'
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
export const joinsAmong = (place: InnerPlace, rows: readonly ProposalRow[]): readonly AskedJoin[] =>
  askedOnce(rows, ({ decision, content }) => {
    const question = joinQuestionOf(place, decision, content)
    return question === null ? null : { id: joinDigestOf(place.chainId, place.dao, question), question }
  }).map(({ id: digest, ...asked }) => ({ digest, ...asked }))

/**
 * Whether its members are asked, or have answered; not so where roster or rules changed since, so that no ballot counts any more.
 * @example
 * joinsAmong({ chainId: chain.chainId, dao }, []).some(joinStands) // => false
 */
export const joinStands = ({ rows }: AskedJoin): boolean => rows.some((row) => !isLost(row))
