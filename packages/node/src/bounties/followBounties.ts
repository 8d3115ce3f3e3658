import { encodeEscrow, isSettled, type QueueRow } from '@daomesh/chain'
import { currentMembers } from '@daomesh/governance'
import { type Address, DaomeshError, hashOf, toDaomeshError, toHex, utf8 } from '@daomesh/protocol'
import { followChanges } from '../changes/followChanges.ts'
import { creditRows } from '../queries/bountyCredits.ts'
import type { NodeContext } from '../context.ts'
import { askerOf } from './askerOf.ts'
import { carryOut } from './carryOut.ts'
import { type DueStep, dueSteps } from './dueSteps.ts'
import { titleOf } from './path.ts'

/** Milliseconds between a change and the look that follows it, and between looks without any. */
const pause = 1_000
const again = 15_000
/** What one leaves to those before it in the order: a block and its way here. */
const turn = 15_000
/** Beyond so many turns nobody waits longer. */
const lastTurn = 8
/** A step that failed on the chain is tried again so often, each time after a longer wait. */
const attempts = 3
const firstWait = 60_000

const nobody = `0x${'0'.repeat(40)}` as Address

const idOf = ({ bounty, name }: DueStep, attempt: number): string =>
  `auto-${toHex(hashOf('daomesh/bountyStep', utf8([bounty ?? '', name, attempt].join()))).slice(0, 40)}`

/** Whose turn comes when: who gains most is first, and a DAO of this node stands for its members, in an order that is another one for each step. */
const turnOf = (node: NodeContext, account: Address, { payees, bounty, name }: DueStep): number => {
  const daos = new Map(node.spaces.daos().map((space) => [space.record.dao, space]))
  const place = (one: Address): string => toHex(hashOf('daomesh/bountyTurn', utf8([bounty ?? '', name, one].join())))
  const order = payees.flatMap((payee) => {
    const dao = daos.get(payee)
    const members = dao === undefined ? [] : currentMembers(dao.chainState()).map((member) => member.account)
    return dao === undefined ? [payee] : members.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
  })
  const at = order.indexOf(account)
  return at < 0 || at > lastTurn ? lastTurn : at
}

/** The attempt that may be made now; null where one is under way, was refused by a person, was done, or too many failed. */
const nextAttempt = (node: NodeContext, step: DueStep, now: number): string | null => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const id = idOf(step, attempt)
    const row = node.queue.row(id)
    if (row === undefined) return id
    const isFailed = row.state === 'failed' && row.error?.code !== 'SIGNING_REFUSED'
    if (!isFailed || now - row.changedAt < firstWait * 4 ** attempt) return null
  }
  return null
}

/** What it costs at most now, in wei; null where it would fail, or cannot be paid for. */
const costOf = async (node: NodeContext, account: Address, { action }: DueStep): Promise<bigint | null> => {
  try {
    const call = encodeEscrow(node.bounties.escrow, action)
    const { gas, maxFeePerGas } = await node.adapters.chain.client.prepare({ from: account, ...call })
    return gas * maxFeePerGas
  } catch (error) {
    if (!(error instanceof DaomeshError) || !['TRANSACTION_REVERTED', 'TRANSACTION_FUNDS'].includes(error.code)) throw error
    return null
  }
}

/** Credits that a push left in the escrow: only ETH, whose worth is known. */
const creditSteps = (node: NodeContext): readonly DueStep[] =>
  creditRows(node, askerOf(node))
    .filter(({ vault }) => vault === nobody)
    .map(({ vault, account, amount }) => ({
      bounty: null,
      name: `claim ${account} ${amount}`,
      action: { kind: 'claim', vault: vault as Address, account: account as Address, recipient: nobody },
      gain: BigInt(amount),
      payees: [account as Address],
    }))

/**
 * Does by itself what needs no judgement about the bounties kept here: releases what time made due to this account or a DAO of it, has due leaves paid, its
 * own and in the same batch those of others, and draws its credits. Never for more gas than it brings: what is paid in a token has no price here and waits
 * for a hand. One of the payees does it, the others see it on the chain; the signer asks its person as for every transaction. Returns what stops it.
 */
export const followBounties = (node: NodeContext): (() => void) => {
  const { clock, logger } = node.adapters
  /** When each step was first seen due here. */
  const seen = new Map<string, number>()

  const isBusy = (account: Address): boolean =>
    node.queue.rows().some((row: QueueRow) => row.account === account && row.id.startsWith('auto-') && !isSettled(row))

  /** `waits`: others come first, or it was begun already; `unworthy`: it costs more than it brings. */
  const take = async (account: Address, step: DueStep, title: string): Promise<'taken' | 'waits' | 'unworthy'> => {
    const now = clock.now()
    const key = idOf(step, 0)
    const first = seen.get(key) ?? now
    seen.set(key, first)
    if (now - first < turnOf(node, account, step) * turn) return 'waits'
    const requestId = nextAttempt(node, step, now)
    if (requestId === null) return 'waits'
    const cost = await costOf(node, account, step)
    if (cost === null || cost > step.gain) return 'unworthy'
    logger.info('bounty.carriedOn', { bounty: step.bounty, step: step.action.kind })
    const text = `It brings ${step.gain} wei to you and costs at most ${cost} wei.`
    await carryOut(node, { requestId, as: null }, { action: step.action, title, text }, () => ['', new Uint8Array()])
    return 'taken'
  }

  const look = async (stopped: () => boolean): Promise<void> => {
    const account = node.account.current()
    if (account === null || !node.chainView.online()) return
    const { memberOf } = askerOf(node)
    const accounts = new Set([account, ...memberOf])
    if (!node.bounties.concerns(accounts)) return
    try {
      const all = await node.bounties.all()
      const { timestamp } = await node.adapters.chain.client.head()
      const due = [
        ...all.map((known) => ({ steps: dueSteps(known, accounts, timestamp), title: titleOf(known) })),
        ...creditSteps(node).map((step) => ({ steps: [step], title: '' })),
      ]
      for (const { steps, title } of due) {
        // One at a time: what it does changes what is due.
        if (stopped() || isBusy(account)) return
        for (const step of steps) {
          const outcome = await take(account, step, title)
          if (outcome === 'taken') return
          // A smaller batch is for where the large one is not worth it, never a way past those who come first.
          if (outcome === 'waits') break
        }
      }
    } catch (error) {
      // For want of the chain or the disk; it is tried again at the next look.
      if (!stopped()) logger.debug('bounty.uncarried', { code: toDaomeshError(error).code })
    }
  }
  return followChanges({
    changes: node.changes,
    clock,
    topics: ['chain', 'spaces', 'transactions'],
    waits: { first: pause, pause, again },
    look,
  })
}
