import { roundCsv, type RoundRecord, type RoundStanding, roundStanding } from '@daomesh/governance'
import { DaomeshError, type RoundId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { roundPage, roundRow } from '../contract/rounds.ts'

const rowOf = ({ id, round, contributions }: RoundRecord, { status, pool }: RoundStanding): z.input<typeof roundRow> => ({
  round: id,
  confederation: round.confederation,
  token: round.token,
  status,
  closesAt: round.closesAt,
  finaliseBy: round.finaliseBy,
  pool: pool.toString(),
  contributed: contributions.reduce((sum, { amount }) => sum + amount, 0n).toString(),
})

/**
 * Rounds of public goods of this chain, in the order they were opened.
 * @throws DaomeshError `CHAIN_UNREACHABLE`.
 */
export const listRounds = async (node: NodeContext): Promise<z.input<typeof roundRow>[]> => {
  const { book } = await node.rounds.look()
  const { timestamp } = await node.adapters.chain.client.head()
  return [...book.rounds.values()].map((record) => rowOf(record, roundStanding(record, timestamp)))
}

const projectsOf = ({ projects, paid }: RoundRecord, standing: RoundStanding): z.input<typeof roundPage>['projects'] =>
  projects.map(({ payee, contentHash }, place) => {
    const { contributed = 0n, seats = 0, deserved = 0n, matched = 0n } = standing.projects[place] ?? {}
    const amounts = { contributed: contributed.toString(), deserved: deserved.toString(), matched: matched.toString() }
    return { payee, contentHash, seats, ...amounts, paid: paid.has(place) }
  })

/**
 * One round: what each project has and would be matched with, or is; what goes back to whom; and everything the chain told of it, as lines for a table.
 * @throws DaomeshError `INPUT_INVALID` for a round that this chain does not know, or a project that is none; `CHAIN_UNREACHABLE`.
 */
export const readRound = async (
  node: NodeContext,
  { round: id, more }: { readonly round: RoundId; readonly more: readonly { seat: number; project: number; amount: string }[] },
): Promise<z.input<typeof roundPage>> => {
  const { book, events } = await node.rounds.look()
  const record = book.rounds.get(id)
  if (record === undefined) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'round', given: id } })
  const { timestamp } = await node.adapters.chain.client.head()
  const gifts = more.map(({ seat, project, amount }) => ({ seat, project, amount: BigInt(amount) }))
  const standing = roundStanding(record, timestamp, gifts)
  return {
    ...rowOf(record, standing),
    minimum: record.round.minimum.toString(),
    capBps: record.round.capBps,
    contentHash: record.round.contentHash,
    seats: [...record.seats],
    left: standing.left.toString(),
    projects: projectsOf(record, standing),
    fundings: record.fundings.map(({ funder, amount, refunded }, i) => ({
      funder,
      amount: amount.toString(),
      back: (standing.poolRefunds[i] ?? 0n).toString(),
      refunded,
    })),
    refunds: [...standing.refunds].map(([account, amount]) => ({ account, amount: amount.toString() })),
    csv: roundCsv(id, standing, events),
  }
}
