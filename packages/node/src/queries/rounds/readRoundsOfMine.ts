import { predictVaultAddress } from '@daomesh/chain'
import { asksForWays, creditsOfAccount, type RoundRecord, roundStatus, roundTasks } from '@daomesh/governance'
import type { Address, RoundId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { KnowsActors } from '../../bounties/askerOf.ts'
import { type AsksTime, chainNow } from '../../chain/chainNow.ts'
import type { contract } from '../../contract/index.ts'
import { type KnowsTexts, textOf } from '../../rounds/textOf.ts'
import { actorsOf, waysOf } from '../../rounds/waysOf.ts'

type Output<Verb extends 'tasks' | 'mine' | 'credits'> = z.input<NonNullable<(typeof contract.rounds)[Verb]['~orpc']['outputSchema']>>

const spacesOf = (node: NodeContext) => new Map(node.spaces.daos().map(({ id, record }) => [record.dao, id]))

/**
 * What of rounds waits for this account and its DAOs: by the nearest end.
 * @throws DaomeshError `CHAIN_UNREACHABLE`.
 */
export const listRoundTasks = async (node: NodeContext): Promise<Output<'tasks'>> => {
  const { book, events } = await node.rounds.look()
  const accounts = new Set(actorsOf(node))
  if (book.rounds.size === 0 || accounts.size === 0) return []
  const now = await chainNow(node)
  const spaces = spacesOf(node)
  const rows: Output<'tasks'> = []
  for (const { fact, ...place } of events) {
    const record = fact.kind === 'opened' ? book.rounds.get(fact.id) : undefined
    if (fact.kind !== 'opened' || record === undefined) continue
    const { ways } = asksForWays(record, now) ? await waysOf(node, { record, opened: { ...place, fact } }) : { ways: [] }
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
  const tokenOf = (vault: Address): Address | null => {
    if (BigInt(vault) === 0n) return vault
    return [...book.rounds.values()].find(({ id, round }) => predictVaultAddress(rounds, round.token, id) === vault)?.round.token ?? null
  }
  return actorsOf(node).flatMap((account) =>
    creditsOfAccount(book, account).map(({ vault, amount }) => ({
      vault,
      token: tokenOf(vault),
      account,
      space: spaces.get(account) ?? null,
      amount: amount.toString(),
    })),
  )
}
