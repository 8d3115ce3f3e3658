import { type ChainCall, isSettled, type QueueRow } from '@daomesh/chain'
import { currentMembers } from '@daomesh/governance'
import { type Address, DaomeshError, hashOf, isUnanswered, memberKinds, toHex, utf8 } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from '../spaces/space.ts'

/** What one leaves to those before it in the order, in milliseconds: a block and its way here. */
const turn = 15_000
/** Beyond so many turns nobody waits longer. */
const lastTurn = 8
/** A step that failed on the chain is tried again so often, each time after a longer wait. */
const attempts = 3
const firstWait = 60_000
/** What nobody was there to sign is asked for again so much later, in milliseconds: a node may run unattended for days. */
const askedAgain = 3_600_000

/** A step that needs no judgement and that anybody may bring to the chain, as one node sees it. */
export type Due = {
  /** Of what it is, so that steps of two kinds are never taken for one: the domain under which `name` is hashed. */
  readonly domain: 'daomesh/bountyStep' | 'daomesh/roundStep' | 'daomesh/rewardStep' | 'daomesh/rulingStep' | 'daomesh/answerStep'
  /** Under which another order of turns is drawn. */
  readonly turns: 'daomesh/bountyTurn' | 'daomesh/roundTurn' | 'daomesh/rewardTurn' | 'daomesh/rulingTurn' | 'daomesh/answerTurn'
  /** What is done by it, so that the same is not begun twice. */
  readonly name: readonly string[]
  readonly call: ChainCall
  /** What it is worth to who takes it, in wei; it never costs more. */
  readonly worth: bigint
  /** Just the same may come due again once it was done: then it is another one. */
  readonly comesAgain?: boolean
  /** Whose turn comes first: accounts, and DAOs of this node for their members. */
  readonly payees: readonly Address[]
}

/** `waits`: others come first, or it was begun already; `unworthy`: it costs more than it brings. */
export type Taken = 'taken' | 'waits' | 'unworthy'

export type DueDesk = {
  /** Whether something that this node began by itself is still under way: one at a time, since what it does changes what is due. */
  readonly isBusy: (account: Address) => boolean
  readonly take: (account: Address, due: Due, carry: (requestId: string, cost: bigint) => Promise<void>) => Promise<Taken>
}

/** `time`: how often it was done before. */
const idOf = ({ domain, name }: Due, attempt: number, time: number): string =>
  `auto-${toHex(hashOf(domain, utf8([...name, ...(time === 0 ? [] : [`time ${time}`]), attempt].join()))).slice(0, 40)}`

/** How often it was done before, by this node or by another one while it was about to. */
const timesDone = (node: NodeContext, due: Due): number => {
  const isDone = (time: number): boolean =>
    Array.from({ length: attempts }, (_, attempt) => node.queue.row(idOf(due, attempt, time))?.state).some(
      (state) => state === 'final' || state === 'superseded',
    )
  let time = 0
  while (due.comesAgain === true && isDone(time)) time += 1
  return time
}

/** Who stands for a DAO of this node: its members, and those of DAOs among them. */
const peopleOf = (dao: DaoSpace): readonly Address[] => {
  const { through } = dao.view()
  const members = currentMembers(dao.chainState()).filter(({ kind }) => kind !== memberKinds.contract)
  return [...new Set([...members.map(({ account }) => account), ...(through?.keys() ?? [])])]
}

/** Whose turn comes when: who gains most is first, and a DAO of this node stands for its people, in an order that is another one for each step. */
const turnOf = (node: NodeContext, account: Address, { payees, turns, name }: Due): number => {
  const daos = new Map(node.spaces.daos().map((space) => [space.record.dao, space]))
  const place = (one: Address): string => toHex(hashOf(turns, utf8([...name, one].join())))
  const order = payees.flatMap((payee) => {
    const dao = daos.get(payee)
    return dao === undefined ? [payee] : peopleOf(dao).toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
  })
  const at = order.indexOf(account)
  return at < 0 || at > lastTurn ? lastTurn : at
}

type Attempt = { readonly id: string; readonly isAsked: boolean }

/**
 * The attempt that may be made now; null where one is under way, was refused by a person, was done, or too many failed. `isAsked`: it was asked for before, and
 * nobody was there.
 */
const nextAttempt = (node: NodeContext, due: Due, now: number, time: number): Attempt | null => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const id = idOf(due, attempt, time)
    const row = node.queue.row(id)
    if (row === undefined) return { id, isAsked: false }
    const waited = now - row.changedAt
    if (row.state === 'failed' && isUnanswered(row.error)) return waited < askedAgain ? null : { id, isAsked: true }
    const isFailed = row.state === 'failed' && row.error?.code !== 'SIGNING_REFUSED'
    if (!isFailed || waited < firstWait * 4 ** attempt) return null
  }
  return null
}

/** What it costs at most now, in wei; null where it would fail, or cannot be paid for. */
const costOf = async (node: NodeContext, account: Address, { call }: Due): Promise<bigint | null> => {
  try {
    const { gas, maxFeePerGas } = await node.adapters.chain.client.prepare({ from: account, ...call })
    return gas * maxFeePerGas
  } catch (error) {
    if (!(error instanceof DaomeshError) || !['TRANSACTION_REVERTED', 'TRANSACTION_FUNDS'].includes(error.code)) throw error
    return null
  }
}

/** Takes due steps one at a time, in turns among those whom they concern, a bounded number of times, and never for more gas than they are worth. */
export const createDueDesk = (node: NodeContext): DueDesk => {
  /** When each step was first seen due here. */
  const seen = new Map<string, number>()
  return {
    isBusy: (account) =>
      node.queue.rows().some((row: QueueRow) => row.account === account && row.id.startsWith('auto-') && !isSettled(row)),
    take: async (account, due, carry) => {
      const now = node.adapters.clock.now()
      const time = timesDone(node, due)
      const key = idOf(due, 0, time)
      const first = seen.get(key) ?? now
      seen.set(key, first)
      if (now - first < turnOf(node, account, due) * turn) return 'waits'
      const next = nextAttempt(node, due, now, time)
      if (next === null) return 'waits'
      const cost = await costOf(node, account, due)
      if (cost === null || cost > due.worth) return 'unworthy'
      if (next.isAsked) node.queue.retry(next.id)
      else await carry(next.id, cost)
      return 'taken'
    },
  }
}
