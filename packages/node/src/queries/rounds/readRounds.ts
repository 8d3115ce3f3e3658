import { roundCsv, type RoundRecord, type RoundStanding, roundStanding } from '@daomesh/governance'
import type { Address, RoundId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import { memberNameOf } from '../daos/readNested.ts'
import type { KnowsActors } from '../../bounties/askerOf.ts'
import { type AsksTime, chainNow } from '../../chain/chainNow.ts'
import type { roundPage, roundRow } from '../../contract/rounds.ts'
import { type KnowsTexts, type RoundWordsFound, textOf } from '../../rounds/textOf.ts'
import { actorsOf, type RoundWays, waysOf } from '../../rounds/waysOf.ts'

type Row = z.input<typeof roundRow>
type Page = z.input<typeof roundPage>

const rowOf = (
  { id, round, contributions }: RoundRecord,
  { status, pool }: RoundStanding,
  found: RoundWordsFound | null,
  accounts: ReadonlySet<Address>,
): Row => ({
  round: id,
  title: found?.texts.words.title ?? null,
  confederation: round.confederation,
  token: round.token,
  status,
  closesAt: round.closesAt,
  finaliseBy: round.finaliseBy,
  pool: pool.toString(),
  contributed: contributions.reduce((sum, { amount }) => sum + amount, 0n).toString(),
  gave: contributions.some(({ account }) => accounts.has(account)),
})

/** Rounds that are listed of those which concern nobody here: anybody opens as many as it likes, in the name of a contract of its own. */
const mostOthers = 100

/** Of a DAO that is here, handed over, or with money of these accounts in it, or for them. */
const concerns = (
  node: KnowsRounds,
  { id, round, projects, fundings, contributions }: RoundRecord,
  { accounts, here }: { readonly accounts: ReadonlySet<Address>; readonly here: ReadonlySet<Address> },
): boolean =>
  here.has(round.confederation) ||
  contributions.some(({ account }) => accounts.has(account)) ||
  fundings.some(({ funder }) => accounts.has(funder)) ||
  projects.some(({ payee }) => accounts.has(payee)) ||
  node.rounds.keptText(id) !== null

type KnowsRounds = AsksTime & KnowsTexts & KnowsActors & { readonly rounds: Pick<NodeContext['rounds'], 'look'> }

/**
 * Rounds of public goods of this chain, in the order they were opened: those that concern this account and its DAOs, and of the others the newest.
 * @throws DaomeshError `CHAIN_UNREACHABLE`.
 */
export const listRounds = async (node: KnowsRounds): Promise<Row[]> => {
  const { book } = await node.rounds.look()
  const now = await chainNow(node)
  const accounts = new Set(actorsOf(node))
  const about = { accounts, here: new Set(node.spaces.daos().map(({ record }) => record.dao)) }
  let others = 0
  return [...book.rounds.values()]
    .toReversed()
    .filter((record) => concerns(node, record, about) || (others += 1) <= mostOthers)
    .toReversed()
    .map((record) => rowOf(record, roundStanding(record, now), textOf(node, record), accounts))
}

const projectsOf = ({ projects, paid }: RoundRecord, standing: RoundStanding, found: RoundWordsFound | null): Page['projects'] =>
  projects.map(({ payee, contentHash }, place) => {
    const { contributed = 0n, seats = 0, deserved = 0n, matched = 0n } = standing.projects[place] ?? {}
    const amounts = { contributed: contributed.toString(), deserved: deserved.toString(), matched: matched.toString() }
    return { payee, contentHash, words: found?.texts.projects[place] ?? null, seats, ...amounts, paid: paid.has(place) }
  })

const wayRows = (node: NodeContext, { ways }: RoundWays): Page['ways'] => {
  const spaces = new Map(node.spaces.daos().map(({ id, record }) => [record.dao, id]))
  return ways.map(({ as, seat, account }) => {
    const space = spaces.get(as) ?? null
    return { as, space, seat, account, alone: space === null }
  })
}

/**
 * One round: what each project has and would be matched with, or is; who can give and did; what goes back to whom; and everything the chain told of it, as
 * lines for a table.
 * @throws DaomeshError `ROUND_UNKNOWN`, `INPUT_INVALID` for a project that is none; `CHAIN_UNREACHABLE`.
 */
export const readRound = async (
  node: NodeContext,
  { round: id, more }: { readonly round: RoundId; readonly more: readonly { seat: number; project: number; amount: string }[] },
): Promise<Page> => {
  const known = await node.rounds.known(id)
  const { record } = known
  const { events } = await node.rounds.look()
  const now = await chainNow(node)
  const gifts = more.map(({ seat, project, amount }) => ({ seat, project, amount: BigInt(amount) }))
  const standing = roundStanding(record, now, gifts)
  const found = textOf(node, record)
  const ways = await waysOf(node, known)
  const accounts = new Set(actorsOf(node))
  const space = node.spaces.daos().find(({ record: { dao } }) => dao === record.round.confederation)
  return {
    ...rowOf(record, standing, found, accounts),
    words: found?.texts.words ?? null,
    text: found?.text ?? '',
    now,
    minimum: record.round.minimum.toString(),
    capBps: record.round.capBps,
    contentHash: record.round.contentHash,
    seats: [...record.seats],
    seatRows: record.seats.flatMap((seat) => {
      const account = ways.roster[seat]
      return account === undefined ? [] : [{ seat, account, name: space === undefined ? null : memberNameOf(node, space, account) }]
    }),
    ways: wayRows(node, ways),
    left: standing.left.toString(),
    projects: projectsOf(record, standing, found),
    contributions: events.flatMap(({ fact, transaction, at }) =>
      fact.kind === 'contributed' && fact.id === id
        ? [
            {
              account: fact.account,
              seat: fact.seat,
              project: fact.project,
              amount: fact.amount.toString(),
              transaction,
              at,
              mine: accounts.has(fact.account),
            },
          ]
        : [],
    ),
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
