import { type Answer, earlierAnswers, planSheet, type ProposalRow, rulesOf } from '@daomesh/governance'
import {
  countingModes,
  DaomeshError,
  daomeshDomain,
  type DecisionId,
  type EntryId,
  hashTypedData,
  type Kind,
  type SpaceId,
  type Support,
  supports,
} from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { fittingChoices, spreadChoices } from '../../nested/spreadChoices.ts'
import { reservedByPeriod, standingAnswers } from '../../queries/readCredits.ts'
import { requireProposal, superseded } from '../../queries/proposals/requireProposal.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { isSettled, rulesFor } from './castBallot.ts'
import { drawRevision } from './drawRevision.ts'

export type CastSheetParameters = {
  readonly space: SpaceId
  /** `reason` may be empty. `votes` in quadratic counting alone. */
  readonly choices: readonly {
    readonly decision: DecisionId
    readonly support: Support
    readonly reason: string
    readonly votes?: number | undefined
  }[]
}

/**
 * `carried`: earlier answers that stand on this sheet too. `leftOut`: those that found no place; they stand on their old sheets. `later`: what was asked for and
 * found none, for the next sheet.
 */
export type CastSheetOutcome = { entry: EntryId; revision: string; carried: DecisionId[]; leftOut: DecisionId[]; later?: DecisionId[] }

/** What the sheet says again: where credits are counted the answers that spend of the same period, elsewhere all that stand and are counted without. */
const carriedOn = (node: NodeContext, space: DaoSpace, rows: readonly ProposalRow[], earlier: readonly Answer[]): readonly Answer[] => {
  const state = space.chainState()
  const [first] = rows
  if (first === undefined) return []
  const except = rows.map(({ id }) => id)
  if (rulesOf(state, first.decision).mode === countingModes.quadratic)
    return standingAnswers(node, space, rows, except).map(({ answer }) => answer)
  return earlier.filter(({ decision }) => {
    const row = requireProposal(node, space, decision)
    return !isSettled(row) && rulesOf(state, row.decision).mode !== countingModes.quadratic
  })
}

/**
 * Answers many proposals under one signature. Earlier answers that still stand are said again on the same sheet and shown in the same window, so that the
 * newest sheet alone is enough for whatever is enacted together, and none is withdrawn by it. The reasons are a record beside it, in the same transaction.
 * Works offline.
 * @throws DaomeshError `PROPOSAL_UNKNOWN`, `PROPOSAL_SUPERSEDED`, `BALLOT_CLOSED`, `BALLOT_SLOT`, `BALLOT_CREDITS`, `SIGNING_REFUSED`, `SIGNING_BLIND`, `SIGNING_MISMATCH`.
 */
export const castSheet = async (
  node: NodeContext,
  { space: id, choices: wanted }: CastSheetParameters,
  keep: Keep<CastSheetOutcome>,
): Promise<CastSheetOutcome> => {
  const space = node.spaces.dao(id)
  const account = node.account.required()
  await space.spentSlots.settle()
  const state = space.chainState()
  const choices = fittingChoices(node, space, wanted)
  const later = wanted.slice(choices.length).map(({ decision }) => decision)
  const asked = spreadChoices(node, space, choices).map((choice) => ({ choice, row: requireProposal(node, space, choice.decision) }))
  const over = asked.find(({ row }) => isSettled(row))
  if (over?.row.status === 'superseded') throw superseded(over.row)
  if (over !== undefined) throw new DaomeshError('BALLOT_CLOSED', { meta: { decision: over.row.id, status: over.row.status } })
  const answers = asked.map(
    ({
      choice: { support, votes },
      row: {
        id: decision,
        decision: { slot, closesAt },
      },
    }): Answer => ({
      decision,
      slot,
      closesAt,
      support: supports[support],
      votes: BigInt(votes ?? 0),
    }),
  )
  const rows = asked.map(({ row }) => row)
  const { standing, usableYes } = earlierAnswers(space.registers(), state, account, presentOf(node, space))
  const { sheet, leftOut } = planSheet({
    member: account,
    revision: await drawRevision(node, space, account),
    rules: rulesFor(space, rows),
    answers,
    standing: carriedOn(node, space, rows, standing),
    reserved: reservedByPeriod(
      node,
      space,
      rows,
      rows.map((row) => row.id),
    ),
    usableYes,
  })
  const domain = daomeshDomain(space.record.chain.chainId, space.record.dao)
  // The signer hashes what it shows and compares with the sheet, so it need not believe this process.
  const about = sheet.choices.map(({ decision }) => subjectOf(requireProposal(node, space, decision)))
  const context = { title: `Weekly sheet of ${space.record.genesis.name}`, lines: [] }
  const request = { type: 'typedData', domain, name: 'BallotSheet', message: sheet, about, context } as const
  const signature = await node.adapters.signer.sign(account, request)
  if (node.adapters.verifier.recoverAccount(hashTypedData(domain, 'BallotSheet', sheet), signature) !== account)
    throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
  const carried = sheet.choices.slice(answers.length).map(({ decision }) => decision)
  const outcome = (entry: EntryId): CastSheetOutcome => ({
    entry,
    revision: sheet.revision.toString(),
    carried,
    leftOut: [...leftOut],
    later,
  })
  const reasons = choices.flatMap(({ decision, support, reason }) =>
    reason === '' ? [] : [{ decision, support: supports[support], text: reason }],
  )
  const records: readonly { readonly kind: Kind; readonly body: object }[] = [
    ...(reasons.length === 0 ? [] : [{ kind: 'ballot.explain' as const, body: { reasons } }]),
    { kind: 'ballot.cast', body: { sheet, signature, reason: '' } },
  ]
  const entries = await space.appendAll(records, { meta: (entry) => [keep(outcome(entry))] })
  return outcome(entries.at(-1) as EntryId)
}

const subjectOf = ({ title, content, decision }: ProposalRow) => ({ title, content, decision })
