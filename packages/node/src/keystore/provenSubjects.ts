import { contentHashOf } from '@daomesh/governance'
import {
  type BallotSubject,
  budgetIdOf,
  type Choice,
  DaomeshError,
  decisionIdOf,
  type Domain,
  type PledgeLine,
  type Project,
  projectIdOf,
  type SigningRequest,
  type Terms,
  termsHashOf,
} from '@daomesh/protocol'
import { isStep, provenStep } from './provenStep.ts'

export type BallotRequest = Extract<SigningRequest, { readonly name: 'BallotSheet' }>

export type ProvenChoice = { readonly choice: Choice; readonly subject: BallotSubject }

const blind = (reason: string, choice?: Choice): DaomeshError =>
  new DaomeshError('SIGNING_BLIND', { meta: { reason, ...(choice && { decision: choice.decision }) } })

const prove = (domain: Domain, choice: Choice, subject: BallotSubject | undefined): ProvenChoice => {
  if (domain.verifyingContract === undefined) throw blind('the ballot names no DAO', choice)
  if (subject === undefined) throw blind('a proposal was not handed over', choice)
  if (subject.decision.contentHash !== contentHashOf(subject.title, subject.content))
    throw blind('title and text are not those of the decision', choice)
  if (decisionIdOf(domain.chainId, domain.verifyingContract, subject.decision) !== choice.decision)
    throw blind('the decision is another one than the ballot counts for', choice)
  return { choice, subject }
}

/**
 * What each choice of a sheet is about, recomputed from what the asker handed over: the id in the sheet binds chain, DAO, times and calls, and through the
 * content hash the title and text. So nothing but the real proposal can be shown beside a ballot, whoever asks.
 * @throws DaomeshError `SIGNING_BLIND` when a proposal is missing, too many, or another one.
 */
export const provenSubjects = ({ domain, message, about }: BallotRequest): readonly ProvenChoice[] => {
  if (about.length > message.choices.length) throw blind('more proposals were handed over than the ballot answers')
  return message.choices.map((choice, i) => prove(domain, choice, about[i]))
}

export type PledgeRequest = Extract<SigningRequest, { readonly name: 'PledgeSheet' }>

/**
 * What each line of a pledge is for, recomputed in the same way: a project's id binds its budget, name and payee, the budget's id title, token and amount.
 * @throws DaomeshError `SIGNING_BLIND` when the budget or a project is missing, or another one.
 */
export const provenPledges = ({
  domain,
  message,
  about,
}: PledgeRequest): readonly { readonly line: PledgeLine; readonly project: Project }[] => {
  if (domain.verifyingContract === undefined) throw blind('the pledge names no DAO')
  if (budgetIdOf(about.budget) !== message.budget) throw blind('the budget is another one than the pledge is for')
  if (about.projects.length !== message.pledges.length) throw blind('not as many projects were handed over as the pledge names')
  return message.pledges.map((line, i) => {
    const project = about.projects[i]
    if (project === undefined || projectIdOf(project) !== line.project || project.budget !== message.budget)
      throw blind('a project is another one than the pledge is for')
    return { line, project }
  })
}

export type AgreementRequest = Extract<SigningRequest, { readonly name: 'Agreement' }>

/**
 * The terms of an agreement, recomputed in the same way: it commits to every letter of them.
 * @throws DaomeshError `SIGNING_BLIND` when they are others, or the agreement names no escrow.
 */
export const provenTerms = ({ domain, message, about }: AgreementRequest): Terms => {
  if (domain.verifyingContract === undefined || domain.name !== 'DAOmesh BountyEscrow') throw blind('the agreement names no escrow')
  if (termsHashOf(about.terms) !== message.termsHash) throw blind('the terms are not those of the agreement')
  return about.terms
}

/** The same as a gate before a person is asked, and before a key is used. @throws DaomeshError `SIGNING_BLIND`. */
export const checkShown = (request: SigningRequest): void => {
  if (request.type !== 'typedData') return
  if (request.name === 'BallotSheet') provenSubjects(request)
  if (request.name === 'PledgeSheet') provenPledges(request)
  if (request.name === 'Agreement') provenTerms(request)
  if (isStep(request)) provenStep(request)
}
