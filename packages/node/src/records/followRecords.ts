import { type ProposalRow, proposalState } from '@daomesh/governance'
import { type Address, hashOf, isUnanswered, toDaomeshError, toHex, utf8 } from '@daomesh/protocol'
import { challengeRecord } from '../commands/proposals/challengeRecord.ts'
import type { NodeContext } from '../context.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { challengeTurns } from './challengeTurns.ts'

/** Milliseconds between a change and the look that follows it: ballots come in bursts, and one transaction brings them all. */
const pause = 2_000
/** While a window is open its end is looked at again after this, though nothing changed. */
const again = 15_000

/** Milliseconds that one leaves to whoever brings ballots of the same DAO before it: a block and its way here. */
const turn = 15_000

/** Where nobody was there to sign it is asked for again so much later, in milliseconds: a window does not wait. */
const askedAgain = 300_000

/** The same ballots are asked for once: who refused is not asked again until there are others. */
const requestIdOf = ({ id, ballots, record }: ProposalRow): string => {
  const brought = ballots.filter(({ member }) => record.missing.includes(member)).map(({ digest }) => digest)
  return `auto-${toHex(hashOf('daomesh/challenge', utf8([id, ...brought.sort()].join()))).slice(0, 40)}`
}

/**
 * Challenges by itself what needs no judgement (R5): a record that lacks this member's own ballot, or one known here that turns its outcome. The signer asks
 * its person for the transaction as for every other. Returns what stops it.
 */
export const followRecords = (node: NodeContext): (() => void) => {
  const { clock, logger } = node.adapters
  let cancel: (() => void) | null = null
  let stopped = false
  /** Since when which ballots wait to be brought here, by this node's own clock: it only spreads the turns. */
  const waiting = new Map<string, number>()
  const isTurn = (row: ProposalRow, account: Address, space: DaoSpace): boolean => {
    const turns = challengeTurns(row, account, space.view().through)
    if (turns === null) return false
    const key = requestIdOf(row)
    const since = waiting.get(key) ?? clock.now()
    waiting.set(key, since)
    return clock.now() - since >= turns * turn
  }

  const openIn = (space: DaoSpace): readonly ProposalRow[] => {
    const now = node.chainView.now()
    const state = space.chainState()
    return [...state.records]
      .filter(([id, { windowEnd }]) => now < windowEnd && !state.enacted.has(id))
      .flatMap(([id]) => proposalState(space.registers(), state, id, presentOf(node, space)) ?? [])
  }
  const isAsked = ({ id }: ProposalRow): boolean =>
    node.queue
      .rows()
      .some(
        ({ subject, state }) =>
          subject['purpose'] === 'challenge' &&
          JSON.stringify(subject['decisions']) === JSON.stringify([id]) &&
          ['waiting', 'signing', 'sent'].includes(state),
      )
  const challenge = async (space: DaoSpace, row: ProposalRow): Promise<void> => {
    const requestId = requestIdOf(row)
    const before = node.queue.row(requestId)
    if (isAsked(row)) return
    if (before === undefined) {
      logger.info('record.challenged', { space: space.id, decision: row.id })
      await challengeRecord(node, { requestId, space: space.id, decision: row.id })
    } else if (before.state === 'failed' && isUnanswered(before.error) && clock.now() - before.changedAt >= askedAgain)
      node.queue.retry(requestId)
  }
  const look = async (): Promise<boolean> => {
    const account = node.account.current()
    let open = false
    const asked = new Set<string>()
    for (const space of node.spaces.daos())
      for (const row of openIn(space)) {
        open = true
        asked.add(requestIdOf(row))
        // One record that cannot be challenged yet keeps no other from being.
        if (account !== null && isTurn(row, account, space))
          await challenge(space, row).catch((error: unknown) =>
            logger.warn('record.unchallenged', { space: space.id, code: toDaomeshError(error).code }),
          )
      }
    for (const key of waiting.keys()) if (!asked.has(key)) waiting.delete(key)
    return open
  }
  const plan = (wait: number): void => {
    if (stopped || cancel !== null) return
    cancel = clock.setTimer(() => void run(), wait)
  }
  const run = async (): Promise<void> => {
    let open = true
    try {
      open = await look()
    } catch (error) {
      logger.warn('record.unchallenged', { code: toDaomeshError(error).code })
    }
    cancel = null
    if (open) plan(again)
  }
  const unlisten = node.changes.listen((topics) => {
    if (topics.includes('spaces') && node.spaces.daos().some((space) => space.chainState().records.size > 0)) plan(pause)
  })
  plan(pause)
  return () => {
    stopped = true
    cancel?.()
    unlisten()
  }
}
