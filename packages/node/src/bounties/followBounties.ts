import { encodeEscrow } from '@daomesh/chain'
import { creditIn } from '@daomesh/governance'
import { type Address, toDaomeshError, zeroAddress, ether } from '@daomesh/protocol'
import { chainNow } from '../chain/chainNow.ts'
import { followNode } from '../changes/followNode.ts'
import { settledSteps } from '../due/settledSteps.ts'
import { createDueDesk, type Taken } from '../due/takeDue.ts'
import { creditRows } from '../queries/bounties/bountyCredits.ts'
import type { NodeContext } from '../context.ts'
import { askerOf } from './askerOf.ts'
import { carryOut } from './carryOut.ts'
import type { KnownBounty } from './createBountyDesk.ts'
import { type DueStep, dueSteps } from './dueSteps.ts'
import { titleOf } from './path.ts'

/** Milliseconds between a change and the look that follows it, and between looks without any. */
const pause = 1_000
const again = 15_000

/** Credits that a push left in the escrow: only ETH, whose worth is known. */
const creditSteps = (node: NodeContext): readonly DueStep[] =>
  creditRows(node, askerOf(node))
    .filter(
      ({ vault, account, amount }) => vault === ether && creditIn(node.bounties.final(), ether, account as Address) === BigInt(amount),
    )
    .map(({ vault, account, amount }) => ({
      bounty: null,
      name: `claim ${account} ${amount}`,
      action: { kind: 'claim', vault: vault as Address, account: account as Address, recipient: zeroAddress },
      gain: BigInt(amount),
      payees: [account as Address],
    }))

const stepsOf = (node: NodeContext, known: KnownBounty, accounts: ReadonlySet<Address>, now: number): readonly DueStep[] => {
  const steps = dueSteps(known, accounts, now)
  if (steps.length === 0 || !node.bounties.isLoose(known.id)) return steps
  const settled = node.bounties.settled(known.id)
  return settledSteps(steps, settled === null ? [] : dueSteps(settled, accounts, now))
}

/**
 * Does by itself what needs no judgement about the bounties kept here: releases what time made due to this account or a DAO of it, has due leaves paid, its
 * own and in the same batch those of others, and draws its credits. Never for more gas than it brings: what is paid in a token has no price here and waits
 * for a hand. One of the payees does it, the others see it on the chain; the signer asks its person as for every transaction. Returns what stops it.
 */
export const followBounties = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const desk = createDueDesk(node)

  const take = (account: Address, step: DueStep, title: string): Promise<Taken> => {
    const { bounty, action, name, gain, payees } = step
    // The same sum may be credited to the same account more than once.
    const kind = { domain: 'daomesh/bountyStep', turns: 'daomesh/bountyTurn', comesAgain: action.kind === 'claim' } as const
    const due = { ...kind, name: [bounty ?? '', name], worth: gain, payees }
    return desk.take(account, { ...due, call: encodeEscrow(node.bounties.escrow, action) }, async (requestId, cost) => {
      logger.info('bounty.carriedOn', { bounty, step: action.kind })
      const text = `It brings ${gain} wei to you and costs at most ${cost} wei.`
      await carryOut(node, { requestId, as: null }, { action, title, text }, () => ['', new Uint8Array()])
    })
  }

  const look = async (stopped: () => boolean): Promise<void> => {
    const account = node.account.current()
    if (account === null || !node.chainView.online()) return
    const { memberOf } = askerOf(node)
    const accounts = new Set([account, ...memberOf])
    if (!node.bounties.concerns(accounts)) return
    try {
      const all = await node.bounties.all()
      const now = await chainNow(node)
      const due = [
        ...all.map((known) => ({ steps: stepsOf(node, known, accounts, now), title: titleOf(known) })),
        ...creditSteps(node).map((step) => ({ steps: [step], title: '' })),
      ]
      for (const { steps, title } of due) {
        // One at a time: what it does changes what is due.
        if (stopped() || desk.isBusy(account)) return
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
  return followNode(node, {
    topics: ['chain', 'spaces', 'transactions'],
    waits: { first: pause, pause, again },
    look,
  })
}
