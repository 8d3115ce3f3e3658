import { predictVaultAddress } from '@daomesh/chain'
import { asksForWays, creditsOfAccount, type GivingWay, type RoundRecord, roundStatus, roundTasks } from '@daomesh/governance'
import { type Address, ether, type RoundId, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { KnowsActors } from '../../bounties/askerOf.ts'
import { type AsksTime, chainNow } from '../../chain/chainNow.ts'
import type { contract } from '../../contract/index.ts'
import type { RoundDesk } from '../../rounds/createRoundDesk.ts'
import { type KnowsTexts, textOf } from '../../rounds/textOf.ts'
import type { ReadDao } from '../../spaces/space.ts'
import { actorsOf, type KnowsWays, waysOf } from '../../rounds/waysOf.ts'

type Output<Verb extends 'tasks' | 'mine' | 'credits'> = z.input<NonNullable<(typeof contract.rounds)[Verb]['~orpc']['outputSchema']>>

type KnowsSpaces = { readonly spaces: { readonly daos: () => readonly (ReadDao & { readonly id: SpaceId })[] } }
type KnowsTasks = AsksTime & KnowsTexts & KnowsWays & KnowsSpaces & { readonly rounds: Pick<RoundDesk, 'look'> }

const spacesOf = (node: KnowsSpaces) => new Map(node.spaces.daos().map(({ id, record }) => [record.dao, id]))

/**
 * What of rounds waits for this account and its DAOs: by the nearest end. Only of DAOs that are here, and of rounds whose words were handed over, the chain is
 * asked by which seats one can give: anybody opens rounds in the name of a contract of its own, whose facts are a question each, and seats whom it wants there.
 * @throws DaomeshError `CHAIN_UNREACHABLE`.
 */
export const listRoundTasks = async (node: KnowsTasks): Promise<Output<'tasks'>> => {
  const { book, events } = await node.rounds.look()
  const accounts = new Set(actorsOf(node))
  if (book.rounds.size === 0 || accounts.size === 0) return []
  const now = await chainNow(node)
  const spaces = spacesOf(node)
  const rows: Output<'tasks'> = []
  for (const { fact, ...place } of events) {
    const record = fact.kind === 'opened' ? book.rounds.get(fact.id) : undefined
    if (fact.kind !== 'opened' || record === undefined) continue
    const concerns = spaces.has(record.round.confederation) || node.rounds.keptText(record.id) !== null
    const ways: readonly GivingWay[] =
      concerns && asksForWays(record, now) ? (await waysOf(node, { record, opened: { ...place, fact } })).ways : []
    for (const task of roundTasks(record, { accounts, ways, now }))
      rows.push({
        ...task,
        round: record.id,
        title: textOf(node, record)?.texts.words.title ?? null,
        space: task.as === null ? null : (spaces.get(task.as) ?? null),
        token: record.round.token,
        amount: task.amount.toString(),
      })
  }
  const end = ({ until }: Output<'tasks'>[number]): number => (until === 0 ? Number.POSITIVE_INFINITY : until)
  return rows.toSorted((a, b) => (end(a) === end(b) ? 0 : end(a) - end(b)))
}

type KnowsGifts = AsksTime & KnowsTexts & KnowsActors & { readonly rounds: Pick<NodeContext['rounds'], 'look'> }

/** What this account and its DAOs gave to projects of rounds, newest first. @throws DaomeshError `CHAIN_UNREACHABLE`. */
export const listOwnContributions = async (node: KnowsGifts): Promise<Output<'mine'>> => {
  const { book, events } = await node.rounds.look()
  const accounts = new Set(actorsOf(node))
  const now = await chainNow(node)
  /** One may give as often as one likes: what is said of a round is found out once, and it is not counted for that. */
  const aboutRound = (record: RoundRecord) => ({ status: roundStatus(record, now), texts: textOf(node, record)?.texts ?? null })
  const known = new Map<RoundId, ReturnType<typeof aboutRound>>()
  return events
    .flatMap(({ fact, transaction, at }): Output<'mine'> => {
      const record = fact.kind === 'contributed' && accounts.has(fact.account) ? book.rounds.get(fact.id) : undefined
      if (fact.kind !== 'contributed' || record === undefined) return []
      const about = known.get(record.id) ?? aboutRound(record)
      known.set(record.id, about)
      const { status, texts } = about
      return [
        {
          round: record.id,
          title: texts?.words.title ?? null,
          project: fact.project,
          projectName: texts?.projects[fact.project]?.title ?? null,
          account: fact.account,
          seat: fact.seat,
          token: record.round.token,
          amount: fact.amount.toString(),
          status,
          transaction,
          at,
        },
      ]
    })
    .toReversed()
}

/** What could not be pushed to this account and its DAOs. @throws DaomeshError `CHAIN_UNREACHABLE`. */
export const listRoundCredits = async (node: NodeContext): Promise<Output<'credits'>> => {
  const { book } = await node.rounds.look()
  const spaces = spacesOf(node)
  const { rounds } = node.rounds
  const waiting = actorsOf(node).flatMap((account) => creditsOfAccount(book, account).map((credit) => ({ ...credit, account })))
  /** Each vault is a hash: they are made once for all credits, of which a stranger can leave many. */
  const tokens = new Map<Address, Address>([[ether, ether]])
  if (waiting.some(({ vault }) => vault !== ether))
    for (const { id, round } of book.rounds.values()) tokens.set(predictVaultAddress(rounds, round.token, id), round.token)
  return waiting.map(({ vault, account, amount }) => ({
    vault,
    token: tokens.get(vault) ?? null,
    account,
    space: spaces.get(account) ?? null,
    amount: amount.toString(),
  }))
}
