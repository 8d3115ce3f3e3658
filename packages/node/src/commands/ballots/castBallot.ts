import { earlierAnswers, planSheet, type ProposalRow, rulesOf } from '@daomesh/governance'
import {
  DaomeshError,
  daomeshDomain,
  type DecisionId,
  type EntryId,
  hashTypedData,
  type Rules,
  type SpaceId,
  type Support,
  supports,
} from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { spreadChoices } from '../../nested/spreadChoices.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import { requireProposal, superseded } from '../../queries/proposals/requireProposal.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { drawRevision } from './drawRevision.ts'
import { reservedByPeriod, standingAnswers } from '../../queries/readCredits.ts'

export type CastBallotParameters = {
  readonly space: SpaceId
  /** `votes` in quadratic counting alone. */
  readonly choices: readonly { readonly decision: DecisionId; readonly support: Support; readonly votes?: number | undefined }[]
  readonly reason: string
}

/** No ballot changes them any more: a record counts none after its window. */
const settled: ReadonlySet<string> = new Set(['enacted', 'expired', 'superseded', 'executable', 'rejected'])

/** Whether no ballot on it matters any more. */
export const isSettled = ({ status, record }: ProposalRow): boolean => settled.has(status) || record.status === 'waiting'

/** One sheet is counted in one way: a sheet with votes does not count where votes are not asked for. */
export const rulesFor = (space: DaoSpace, [first, ...others]: readonly ProposalRow[]): Rules => {
  const state = space.chainState()
  const rules = first === undefined ? state.rules : rulesOf(state, first.decision)
  if (others.some(({ decision }) => rulesOf(state, decision).mode !== rules.mode))
    throw new DaomeshError('INPUT_INVALID', {
      meta: { field: 'choices', reason: 'these are counted in different ways: sign them one by one' },
    })
  return rules
}

/**
 * Signs one sheet for all choices with the member's account and keeps it. Works offline: a ballot needs no chain and no peer. Of two sheets that
 * wait for their person at once the one asked for later has the higher revision, whichever is signed first.
 * @throws DaomeshError `PROPOSAL_UNKNOWN`, `PROPOSAL_SUPERSEDED`, `BALLOT_CLOSED`, `BALLOT_CREDITS`, `BALLOT_SLOT`, `INPUT_INVALID` (votes where none are asked for), `SIGNING_REFUSED`, `SIGNING_BLIND`, `SIGNING_MISMATCH`.
 */
export const castBallot = async (
  node: NodeContext,
  { space: id, choices: given, reason }: CastBallotParameters,
  keep: Keep<{ entry: EntryId; revision: string }>,
): Promise<{ entry: EntryId; revision: string }> => {
  const space = node.spaces.dao(id)
  const account = node.account.required()
  await space.spentSlots.settle()
  const choices = spreadChoices(node, space, given)
  const proposals = choices.map(({ decision }) => requireProposal(node, space, decision))
  const over = proposals.find(isSettled)
  if (over?.status === 'superseded') throw superseded(over)
  if (over !== undefined) throw new DaomeshError('BALLOT_CLOSED', { meta: { decision: over.id, status: over.status } })
  const answered = choices.map(({ decision }) => decision)
  // Carried on: what an earlier sheet says is on the newest one too, so that one sheet of the period shows what all of it costs.
  const standing = standingAnswers(node, space, proposals, answered)
  const { sheet } = planSheet({
    member: account,
    revision: await drawRevision(node, space, account),
    rules: rulesFor(space, proposals),
    usableYes: earlierAnswers(space.registers(), space.chainState(), account, presentOf(node, space)).usableYes,
    answers: choices.map(({ decision, support, votes }, i) => ({
      decision,
      slot: proposals[i]?.decision.slot ?? 0n,
      closesAt: proposals[i]?.decision.closesAt ?? 0,
      support: supports[support],
      votes: BigInt(votes ?? 0),
    })),
    standing: standing.map(({ answer }) => answer),
    reserved: reservedByPeriod(node, space, proposals, answered),
  })
  const domain = daomeshDomain(space.record.chain.chainId, space.record.dao)
  // The signer hashes what it shows and compares with the sheet, so it need not believe this process.
  const rows = sheet.choices.flatMap(
    ({ decision }) => [...proposals, ...standing.map(({ row }) => row)].find((row) => row.id === decision) ?? [],
  )
  const about = rows.map(({ title, content, decision }) => ({ title, content, decision }))
  const context = { title: `Ballot in ${space.record.genesis.name}`, lines: [] }
  const request = { type: 'typedData', domain, name: 'BallotSheet', message: sheet, about, context } as const
  const signature = await node.adapters.signer.sign(account, request)
  if (node.adapters.verifier.recoverAccount(hashTypedData(domain, 'BallotSheet', sheet), signature) !== account)
    throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
  const outcome = (entry: EntryId) => ({ entry, revision: sheet.revision.toString() })
  return outcome(await space.append('ballot.cast', { sheet, signature, reason }, { meta: (entry) => [keep(outcome(entry))] }))
}
