import { provenPartnership } from '@daomesh/chain'
import {
  type AskedQuestion,
  isAsking,
  listProposals,
  type ProposalRow,
  questionOf,
  rosterAt,
  rulesOf,
  weeklyClose,
} from '@daomesh/governance'
import { type Address, type DecisionId, readQuestion, supports } from '@daomesh/protocol'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import { joinsIn } from '../joining/joinsIn.ts'
import { presentOf, type TellsTime } from '../spaces/presentOf.ts'
import type { ReadDao } from '../spaces/space.ts'
import { innerClosing } from './innerClosing.ts'
import { mostLevels } from './mostLevels.ts'
import { questionsOn } from './questionsOn.ts'
import { placeOf, questionsIn } from './shownProposals.ts'

/** The DAOs in which the question is asked, from the outermost question in its text. */
const askingIn = (content: string): readonly Address[] => {
  const inside = readQuestion(content)
  return inside === null ? [] : [inside.dao, ...askingIn(inside.content)]
}

/**
 * Whether a ballot can still turn it: also what passes as it stands, and what was recorded while its window is open, since members who answered sooner, or
 * who let the vote end at once, must not silence a DAO that is asked later.
 */
export const isUndecided = ({ status, record }: ProposalRow): boolean =>
  status === 'open' || status === 'passing' || record.status === 'challengeable'

/** Of what the outer DAO itself is asked to join, the proposals that another one stands for: its members would answer some here and some there. */
const doubled = (node: TellsTime, outer: ReadDao): ReadonlySet<DecisionId> =>
  new Set(joinsIn(node, outer).flatMap(({ asked, rows }) => rows.flatMap(({ id }) => (id === asked.id ? [] : [id]))))

/** Outer proposals that the members of the inner DAO can be asked about, whether they were or not. */
const askable = (node: TellsTime, outer: ReadDao, inner: ReadDao): readonly ProposalRow[] => {
  const { dao } = inner.record
  const alike = doubled(node, outer)
  return listProposals(outer.registers(), outer.chainState(), presentOf(node, outer)).filter(
    (row) =>
      isUndecided(row) &&
      !alike.has(row.id) &&
      // Where it had no power in the roster that is cited, its ballot weighs nothing (R2).
      rosterAt(outer.chainState(), row.decision.rosterEpoch)?.members.some(({ account, power }) => account === dao && power > 0n) ===
        true &&
      !row.ballots.some(({ member }) => member === dao) &&
      askingIn(row.content).length < mostLevels - 1 &&
      !askingIn(row.content).includes(dao) &&
      // Its members answer by a decision of their own what the outer DAO and theirs give each other; the seats move with it.
      provenPartnership(outer.record.dao, row.decision, row.content)?.partner !== dao &&
      questionsOn(outer, inner, row).length > 0,
  )
}

/** The DAO gives this answer, or is about to: a record outlives new rules. */
const isGiven = ({ status, enactable, waits }: ProposalRow): boolean =>
  enactable || status === 'enacted' || ((status === 'recorded' || status === 'executable') && waits.length === 0)

const week = 604_800

/** A record counts no ballot of this revision, or of a greater one (T15). */
const uncounted = 1n << 32n

/**
 * Whether a question asks: it has a decision for each answer, in slots of their own, by ballots that count, or was answered. Any member may write decisions that
 * look like one, or like a part of it; where those counted, nobody would ask, and what the members say could not flow out (S17). `least`: the least revision that
 * counts outside.
 */
const asks = ({ answers }: AskedQuestion, least: bigint): boolean => {
  const sound = answers.filter(({ row, question: { revision } }) => isAsking(row) && revision >= least && revision < uncounted)
  return (
    answers.some(({ row }) => isGiven(row)) ||
    (Object.values(supports).every((support) => sound.some((one) => one.support === support)) &&
      new Set(sound.map(({ row }) => row.decision.slot)).size === sound.length)
  )
}

/** What looks for questions: what time it is, and for whom. */
export type Asks = TellsTime & { readonly account: Pick<AccountChoice, 'current'> }

/**
 * Whether a question was over earlier than it is for anybody who carries it (M190, M281), by when the outer vote can have begun: whoever writes one that ends at
 * once would have it closed before anybody read it. It is asked again then, by each member once.
 */
const isCutShort = (node: Asks, outer: ReadDao, inner: ReadDao, { asked: { row, question } }: AskedQuestion): boolean => {
  const { closesAt } = question.decision
  const { votingPeriod } = rulesOf(outer.chainState(), question.decision)
  const began = closesAt - votingPeriod - (weeklyClose(closesAt, 0) === closesAt ? week : 0)
  const fair = innerClosing(began, closesAt, inner.chainState().rules)
  return row.status === 'closed' && row.decision.closesAt < fair && row.by !== node.account.current()
}

/** By id, the outer proposals that the members of the inner DAO were asked about, but for what no ballot can save any more: that is asked again. */
const asked = (node: Asks, outer: ReadDao, inner: ReadDao): ReadonlySet<DecisionId> => {
  const least = outer.chainState().minRevisions.get(inner.record.dao) ?? 0n
  return new Set(
    questionsIn(node, inner).flatMap((question) =>
      question.outer === outer.record.dao && asks(question, least) && !isCutShort(node, outer, inner, question) ? [question.decision] : [],
    ),
  )
}

/**
 * Proposals of one author that the members of an inner DAO are asked about at a time: who is only in the outer DAO must not fill a space that it is not in. Of
 * what a member's node carried there it is no author, so that these have room of their own.
 */
export const mostAsked = 32

/** Counts down the room of each author. */
const createRoom = (outer: ReadDao) => {
  const left = new Map<string, number>()
  return (row: ProposalRow): boolean => {
    const isCarried = questionOf(placeOf(outer), row.decision, row.content) !== null
    const name = `${row.by} ${isCarried}`
    const room = left.get(name) ?? mostAsked * (isCarried ? 2 : 1)
    left.set(name, room - 1)
    return room > 0
  }
}

/**
 * What the members of the inner DAO are to be asked: groups of open outer proposals that one answer of theirs is for, oldest first. A group is one proposal,
 * or all the decisions of one question that the outer DAO is itself asked, the one that stands for it last (governance S17); a group of which anything was
 * not asked is asked whole, so that whoever sees what stands for it has all that is answered with it, and none is asked without it.
 */
export const unasked = (node: Asks, outer: ReadDao, inner: ReadDao): readonly (readonly ProposalRow[])[] => {
  const known = asked(node, outer, inner)
  const open = askable(node, outer, inner)
  if (open.every(({ id }) => known.has(id))) return []
  const together = new Map(
    questionsIn(node, outer).flatMap(({ asked: { row }, answers }) => answers.map((answer) => [answer.row.id, row.id] as const)),
  )
  const groups = new Map<DecisionId, ProposalRow[]>()
  for (const row of open.toReversed()) {
    const stands = together.get(row.id) ?? row.id
    groups.set(stands, [...(groups.get(stands) ?? []), row])
  }
  const room = createRoom(outer)
  const standing = [...groups].flatMap(([stands, rows]) => {
    const first = rows.find(({ id }) => id === stands)
    return first === undefined ? [] : [{ stands, rows, first, asked: rows.filter(({ id }) => known.has(id)).length }]
  })
  // What they were asked, of which an answer is still of use, takes its author's room first.
  const begun = new Set(standing.filter(({ asked }) => asked > 0))
  for (const { first } of begun) room(first)
  return standing
    .filter((one) => one.asked < one.rows.length && (begun.has(one) || room(one.first)))
    .map(({ stands, rows }) => rows.toSorted((a, b) => Number(a.id === stands) - Number(b.id === stands)))
}
