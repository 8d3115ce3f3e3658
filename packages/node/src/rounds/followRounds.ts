import { encodeRound } from '@daomesh/chain'
import { creditIn, roundDue, type RoundRecord } from '@daomesh/governance'
import { type Address, type RoundAction, toDaomeshError, ether } from '@daomesh/protocol'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import { chainNow } from '../chain/chainNow.ts'
import { settledSteps } from '../due/settledSteps.ts'
import { createDueDesk, type Taken } from '../due/takeDue.ts'
import { carryOutRound } from './carryOutRound.ts'
import { roundTitleOf } from './textOf.ts'
import { actorsOf } from './waysOf.ts'

/** Milliseconds between a change and the look that follows it, and between looks without any. */
const pause = 1_000
const again = 15_000

type Step = {
  readonly name: readonly string[]
  readonly action: RoundAction
  readonly title: string
  readonly worth: bigint
  readonly payees: readonly Address[]
}

/**
 * Steps of one round. It is worth its gas by what it brings to this account and its DAOs; to the members of the confederation, who opened it by a decision, by
 * all that it moves, since a round that nobody counts comes to nothing. Only of ETH the worth is known.
 */
const stepsOf = (node: NodeContext, record: RoundRecord, accounts: ReadonlySet<Address>, now: number): readonly Step[] => {
  const { round, id } = record
  if (round.token !== ether) return []
  const isOurs = accounts.has(round.confederation)
  return roundDue(record, accounts, now).flatMap(({ action, moves, gain, payees }): readonly Step[] => {
    const worth = isOurs ? moves : gain
    const which = action.kind === 'payout' ? action.which.join('.') : action.kind === 'refundPool' ? action.numbers.join('.') : ''
    const whose = action.kind === 'refund' ? action.account : ''
    // Members of the confederation come first: payees need not have a node. Who is none of them leaves them a turn.
    const order = [round.confederation, ...payees.filter((one) => one !== round.confederation)]
    return worth === 0n ? [] : [{ name: [id, action.kind, which, whose], action, title: roundTitleOf(node, record), worth, payees: order }]
  })
}

/**
 * Does by itself what needs no judgement about rounds that concern this account and its DAOs: counts a round after its end, pays its projects, gives back what
 * was left or came to nothing, and draws credits. Never for more gas than that is worth; one node does it, in turns, and the signer asks its person as for
 * every transaction. Returns what stops it.
 */
export const followRounds = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const desk = createDueDesk(node)

  const take = (account: Address, { name, action, title, worth, payees }: Step): Promise<Taken> => {
    // The same sum may be credited to the same account more than once.
    const due = {
      domain: 'daomesh/roundStep',
      turns: 'daomesh/roundTurn',
      name,
      worth,
      payees,
      comesAgain: action.kind === 'claim',
    } as const
    return desk.take(account, { ...due, call: encodeRound(node.rounds.rounds, action) }, async (requestId, cost) => {
      logger.info('round.carriedOn', { round: name[0] ?? '', step: action.kind })
      const text = `It moves ${worth} wei on and costs at most ${cost} wei.`
      await carryOutRound(node, { requestId, as: null }, { actions: [action], title, text }, () => ['', new Uint8Array()])
    })
  }

  const look = async (stopped: () => boolean): Promise<void> => {
    const [account, ...daos] = actorsOf(node)
    if (account === undefined || !node.chainView.online()) return
    const accounts = new Set([account, ...daos])
    try {
      const { book, settled } = await node.rounds.look()
      if (book.rounds.size === 0) return
      const now = await chainNow(node)
      const credits = [...accounts].flatMap((owner): readonly Step[] => {
        const worth = creditIn(settled, ether, owner) === creditIn(book, ether, owner) ? creditIn(book, ether, owner) : 0n
        const action = { kind: 'claim', vault: ether, account: owner, recipient: ether } as const
        return worth === 0n ? [] : [{ name: ['claim', owner, worth.toString()], action, title: '', worth, payees: [owner] }]
      })
      const rounds = [...book.rounds.values()].map((record) => {
        const steps = stepsOf(node, record, accounts, now)
        const last = settled.rounds.get(record.id)
        return settled === book ? steps : settledSteps(steps, last === undefined ? [] : stepsOf(node, last, accounts, now))
      })
      for (const steps of [...rounds, ...credits.map((step) => [step])]) {
        // One at a time: what it does changes what is due.
        if (stopped() || desk.isBusy(account)) return
        for (const step of steps) {
          const outcome = await take(account, step)
          if (outcome === 'taken') return
          // A smaller batch is for where the large one is not worth it, never a way past those who come first.
          if (outcome === 'waits' && step.action.kind === 'payout') break
        }
      }
    } catch (error) {
      // For want of the chain or the disk; it is tried again at the next look.
      if (!stopped()) logger.debug('round.uncarried', { code: toDaomeshError(error).code })
    }
  }
  return followNode(node, {
    topics: ['chain', 'spaces', 'transactions'],
    waits: { first: pause, pause, again },
    look,
  })
}
