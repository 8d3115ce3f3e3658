import { provenPartnership, provenPromise, provenSpinOff } from '@daomesh/chain'
import {
  budgetPayerOf,
  contentHashOf,
  type InnerPlace,
  plannedSplitOf,
  proposerOf,
  questionOf,
  readClosingStatement,
  saidTogether,
  type SaidTogether,
} from '@daomesh/governance'
import { type Address, agreementQuestionOf, type Decision, type Hex, joinQuestionOf, type OuterQuestion, supports } from '@daomesh/protocol'
import { type BallotRequest, type ProvenChoice, provenSubjects } from '../provenSubjects.ts'
import type { WordGroup } from './group.ts'
import { joinEffects } from './join.ts'
import { legible, moment, onChain, person, quoted, say, type Saying, short } from './say.ts'
import { partnershipEffects } from './partnership.ts'
import { spinOffEffects } from './spinOff.ts'
import { promiseEffects } from './promise.ts'
import { splitEffects } from './split.ts'
import { takenBounty } from './takenBounty.ts'
import { describeCall } from './transaction.ts'

const supportOf = (support: number): string => Object.entries(supports).find(([, value]) => value === support)?.[0] ?? 'unknown'
const answers: Readonly<Record<string, string>> = {
  for: 'Your vote: FOR {title}.',
  against: 'Your vote: AGAINST {title}.',
  abstain: 'Your vote: ABSTAIN on {title}.',
  unknown: 'An answer this app does not know, on {title}.',
}

const beside: Readonly<Record<string, string>> = {
  for: 'So that this answer is given: FOR {title}, decision {decision}.',
  against: 'So that no other answer is given: AGAINST {title}, decision {decision}.',
  abstain: 'So that this answer is given: ABSTAIN on {title}, decision {decision}.',
}

const outerAnswers: Readonly<Record<string, string>> = {
  for: 'When enough say so, this DAO votes FOR {title} in the DAO at {outer}. If that passes, that DAO does this:',
  against: 'When enough say so, this DAO votes AGAINST {title} in the DAO at {outer}, which would do this:',
  abstain: 'When enough say so, this DAO votes ABSTAIN on {title} in the DAO at {outer}, which would do this:',
}

/** The question of an outer DAO, if what is signed is that answer and title and text are those of the outer decision. */
const provenQuestion = (place: InnerPlace, decision: Decision, content: string): OuterQuestion | null => {
  const question = questionOf(place, decision, content)
  return question?.decision.contentHash === contentHashOf(question?.title ?? '', question?.content ?? '') ? question : null
}

const isZero = (hex: Hex | Address): boolean => BigInt(hex) === 0n

/** The outer ballot that this DAO casts by this decision, worked out from what it signs: the digest binds outer DAO, proposal, answer and revision. */
const outerEffects = (chainId: bigint, { dao, support, title, content, revision, decision }: OuterQuestion): readonly Saying[] => [
  say(`sign.ballot.outer.${supportOf(support)}`, outerAnswers[supportOf(support)] ?? '', { title: quoted(title), outer: person(dao) }),
  ...effects({ chainId, dao }, decision, content, null),
  say('sign.ballot.outer.revision', 'It is revision {revision} of that ballot.', { revision: revision.toString() }),
]

const callEffects = ({ calls }: Decision, dao: Address): readonly Saying[] =>
  calls.length === 0
    ? [say('sign.ballot.nothing', 'It moves nothing: no payment, no call.')]
    : [
        say(
          'sign.ballot.calls',
          calls.length === 1
            ? 'When it is enacted, the DAO does this:'
            : 'When it is enacted, the DAO does these {count} things, all or none:',
          { count: calls.length.toString() },
        ),
        ...calls.flatMap((call) => describeCall(call, dao)),
      ]

/** Of what a decision does: an answer in another DAO, a DAO that it joins, power that it exchanges or promises, a bounty that it takes or passes on, or its calls. */
const effects = (place: InnerPlace, decision: Decision, content: string, question: OuterQuestion | null): readonly Saying[] => {
  if (question !== null) return outerEffects(place.chainId, question)
  const split = plannedSplitOf(place, decision, content)
  if (split !== null) return splitEffects(split)
  const joined = joinQuestionOf(place, decision, content)
  if (joined !== null) return joinEffects(place.chainId, joined)
  const partnership = provenPartnership(place.dao, decision, content)
  if (partnership !== null) return partnershipEffects(partnership)
  const spinOff = provenSpinOff(place.chainId, decision, content)
  if (spinOff !== null) return spinOffEffects(spinOff)
  const promise = provenPromise(place.dao, decision, content)
  if (promise !== null) return promiseEffects(promise)
  const taken = agreementQuestionOf(place, decision, content)
  return taken === null ? callEffects(decision, place.dao) : takenBounty(taken)
}

/** What people wrote, without what stands behind it for programs: that is said in words. */
const readTerms = (place: InnerPlace, decision: Decision, question: OuterQuestion | null, content: string): string => {
  const [asked, by, text] = question === null ? [decision, place.dao, content] : [question.decision, question.dao, question.content]
  const taken = agreementQuestionOf({ chainId: place.chainId, dao: by }, asked, text)
  const note = provenPartnership(by, asked, text)?.note ?? provenSpinOff(place.chainId, asked, text)?.note
  return taken?.terms.brief ?? note ?? provenPromise(by, asked, text)?.terms.brief ?? text
}

const conditions = ({ executor, afterDecision }: Decision): readonly Saying[] => [
  ...(isZero(executor) ? [] : [say('sign.ballot.executor', 'Only {executor} can enact it.', { executor: person(executor) })]),
  ...(isZero(afterDecision)
    ? []
    : [say('sign.ballot.after', 'Only after decision {after} was enacted.', { after: short(afterDecision), id: afterDecision })]),
]

/** Only credits make a count of votes; elsewhere one's weight is the chain's to say, and a number here would mislead. */
const spent = (votes: bigint): readonly Saying[] =>
  votes === 0n
    ? []
    : [
        say(votes === 1n ? 'sign.ballot.vote' : 'sign.ballot.votes', votes === 1n ? 'It spends 1 vote.' : 'It spends {votes} votes.', {
          votes: votes.toString(),
        }),
      ]

/** The slot says whose it is: a member's, or a budget's, whose slots belong to nobody so that it is paid once. */
const proposedBy = ({ slot, rosterEpoch, rulesEpoch }: Decision, content: string): Saying => {
  const epochs = { roster: rosterEpoch.toString(), rules: rulesEpoch.toString() }
  const closing = readClosingStatement(content)
  return closing !== null && budgetPayerOf(closing.budget) === proposerOf(slot)
    ? say('sign.ballot.budget', 'It pays the budget {budget}, once, on roster {roster} and rules {rules} of the DAO.', {
        ...epochs,
        budget: short(closing.budget),
        id: closing.budget,
      })
    : say('sign.ballot.epochs', 'Proposed by {proposer}, on roster {roster} and rules {rules} of the DAO.', {
        ...epochs,
        proposer: person(proposerOf(slot)),
      })
}

type SaidChoice = ProvenChoice & { readonly decision: Decision; readonly content: string; readonly support: number }

/** One answer of a person: the proposal that was read, and what follows from the decision by which the answer is given. */
const describeChoice = ({ asked, given, all }: SaidTogether<SaidChoice>, dao: Address, chainId: bigint): WordGroup => {
  const { decision, title, content } = asked.subject
  const place = { chainId, dao }
  const question = provenQuestion(place, decision, content)
  const follows = provenQuestion(place, given.decision, given.content)
  const answer = supportOf(asked.choice.support)
  const id = asked.choice.decision
  return {
    head: say(`sign.ballot.${answer}`, answers[answer] ?? '', { title: quoted(title), id }),
    lines: [...spent(asked.choice.votes), ...effects(place, given.decision, given.content, follows), ...conditions(given.decision)],
    details: [
      say('sign.ballot.times', 'Voting closes {closes}; it can be enacted until {expires}.', {
        closes: moment(decision.closesAt),
        expires: moment(decision.expiresAt),
      }),
      proposedBy(decision, content),
      say('sign.ballot.decision', 'Decision {decision}, to compare with the proposal’s page and with other members.', {
        decision: short(id),
        id,
      }),
      ...besideIt(all.filter((one) => one !== asked)),
    ],
    text: legible(readTerms(place, decision, question, content)),
  }
}

/** What carries the same answer, line by line: nothing that is signed is left out. */
const besideIt = (others: readonly SaidChoice[]): readonly Saying[] =>
  others.map(({ choice, subject }) =>
    say(`sign.ballot.beside.${supportOf(choice.support)}`, beside[supportOf(choice.support)] ?? '', {
      title: quoted(subject.title),
      decision: short(choice.decision),
      id: choice.decision,
    }),
  )

/** @throws DaomeshError `SIGNING_BLIND`: no words are found for a ballot whose proposals are not proven. */
export const describeBallotSheet = (request: BallotRequest): { readonly title: Saying; readonly groups: readonly WordGroup[] } => {
  const { domain, message } = request
  const proven = provenSubjects(request)
  // Proven subjects are of a DAO: without one there is no id to prove.
  const dao = domain.verifyingContract as Address
  const place = { chainId: domain.chainId, dao }
  const said = saidTogether(
    place,
    proven.map((one) => ({ ...one, decision: one.subject.decision, content: one.subject.content, support: one.choice.support })),
  )
  const isFor = message.choices.some(({ support }) => support === supports.for)
  return {
    title:
      said.length === 1
        ? say('sign.ballot.title', 'Sign your ballot')
        : say('sign.ballot.titleMany', 'Sign your ballot on {count} proposals', { count: said.length.toString() }),
    groups: [
      ...said.map((one) => describeChoice(one, dao, domain.chainId)),
      {
        head: isFor
          ? say(
              'sign.ballot.enact',
              'Anyone who holds a signed For can use it to enact the decision, even after you signed another answer.',
            )
          : null,
        lines: [],
        details: [
          say('sign.ballot.revision', 'Revision {revision}: a later ballot of yours replaces it in the count.', {
            revision: message.revision.toString(),
          }),
          say('sign.ballot.dao', 'For the DAO at {dao}.', { dao: person(dao) }),
          onChain(domain),
        ],
        text: null,
      },
    ],
  }
}
