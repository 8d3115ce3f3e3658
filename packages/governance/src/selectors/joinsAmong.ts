import { type Address, type Hex, joinDigestOf, type JoinQuestion, joinQuestionOf } from '@daomesh/protocol'
import { askedOnce, isAskedFor } from './askedOnce.ts'
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
    if (question === null) return null
    const digest = joinDigestOf(place.chainId, place.dao, question)
    const { tribute } = question.kind === 'seat' ? question : {}
    // Who says yes to a seat says nothing of a tribute for it.
    return { id: tribute === undefined ? digest : `${digest}/${tribute.token}/${tribute.amount}`, question: { question, digest } }
  }).map(({ question: { question, digest }, asked, rows: all }) => ({ digest, question, asked, rows: all }))

/**
 * Whether its members are asked, or have answered, for a member that would ask them (S30); not so where roster or rules changed since, so that no ballot counts any
 * more, nor by what its author took back: another member asks then.
 * @example
 * joinsAmong({ chainId: chain.chainId, dao }, []).some((join) => joinStands(join, alice)) // => false
 */
export const joinStands = ({ rows }: AskedJoin, self: Address | null): boolean => isAskedFor(rows, self)
