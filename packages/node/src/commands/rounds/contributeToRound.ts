import type { GivingWay } from '@daomesh/governance'
import { type Address, DaomeshError, type RoundId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { carryOutRound, type RoundActParameters, type RoundOutcome, unitsOf } from '../../rounds/carryOutRound.ts'
import { requireRound } from '../../rounds/requireRound.ts'
import { roundTitleOf, textOf } from '../../rounds/textOf.ts'
import { waysOf } from '../../rounds/waysOf.ts'
import { inert } from '../../words/inert.ts'

export type ContributeToRoundParameters = RoundActParameters & {
  readonly round: RoundId
  readonly project: number
  readonly amount: string
  /** Whose seat it counts for, where there are several ways; null: the first one, an own seat before that of a DAO. */
  readonly seat: number | null
}

const wayFrom = (ways: readonly GivingWay[], as: Address, seat: number | null): GivingWay => {
  const mine = ways.filter((way) => way.as === as && (seat === null || way.seat === seat))
  const way = mine.find(({ place }) => place === null) ?? mine[0]
  if (way === undefined) throw new DaomeshError('ROUND_FOREIGN', { meta: { account: as, seat } })
  return way
}

/**
 * Gives to a project of a round: for an own seat, or as a member of the DAO that has one, whose place in its roster is looked up on the chain; a DAO gives by
 * a proposal to its members.
 * @throws DaomeshError `ROUND_UNKNOWN`, `ROUND_CLOSED`, `ROUND_FOREIGN`, `AMOUNT_INVALID` below the minimum, `INPUT_INVALID` for no project, `CHAIN_UNREACHABLE`.
 */
export const contributeToRound = async (
  node: NodeContext,
  parameters: ContributeToRoundParameters,
  keep: Keep<RoundOutcome>,
): Promise<RoundOutcome> => {
  const { as, project, requestId } = parameters
  const known = await requireRound(node, parameters.round, requestId, ['contributing'])
  const { round, projects } = known.record
  const chosen = projects[project]
  if (chosen === undefined) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'project', project, projects: projects.length } })
  const amount = BigInt(parameters.amount)
  if (amount < round.minimum) throw new DaomeshError('AMOUNT_INVALID', { meta: { minimum: round.minimum.toString() } })
  const sender = as === null ? node.account.required() : node.spaces.dao(as).record.dao
  const { seat, place } = wayFrom((await waysOf(node, known)).ways, sender, parameters.seat)
  const name = textOf(node, known.record)?.texts.projects[project]?.title ?? `project ${project}`
  const text = `${unitsOf(round, amount)} go to “${inert(name)}”, which is paid at ${chosen.payee}, for seat ${seat} of the confederation ${round.confederation}.`
  const action = { kind: 'contribute', round, seat, place, project, amount } as const
  return carryOutRound(node, parameters, { actions: [action], title: roundTitleOf(node, known.record), text }, keep)
}
