import { decodeRound, roundsAddress } from '@daomesh/chain'
import type { Call } from '@daomesh/protocol'
import type { z } from 'zod'
import type { callRow } from '../contract/shapes.ts'

type Summary = z.input<typeof callRow>['summary']

/**
 * A call of the contract of rounds in one sentence, or null for any other call: which step, and what it takes, in the smallest unit of the round's token (zero
 * address: ETH).
 */
export const describeRound = ({ target, data }: Pick<Call, 'target' | 'data'>): Summary | null => {
  const action = target === roundsAddress() ? decodeRound(data) : null
  if (action === null) return null
  const key = `call.round.${action.kind}`
  if (action.kind === 'claim')
    return { key, params: { account: action.account, to: BigInt(action.recipient) === 0n ? action.account : action.recipient } }
  const { token, confederation, closesAt, capBps, minimum } = action.round
  const about = { token, confederation }
  switch (action.kind) {
    case 'open':
      return {
        key,
        params: {
          ...about,
          projects: action.projects.length,
          until: `${new Date(closesAt * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
          cap: `${capBps / 100} %`,
          units: minimum.toString(),
        },
      }
    case 'fund':
      return { key, params: { ...about, units: action.amount.toString() } }
    case 'contribute':
      return { key, params: { ...about, units: action.amount.toString(), project: action.project + 1, seat: action.seat } }
    case 'payout':
      return { key, params: { ...about, projects: action.which.length } }
    case 'refund':
      return { key, params: { ...about, account: action.account } }
    case 'callOff':
    case 'finalise':
    case 'refundPool':
      return { key, params: about }
  }
}

/** Whom a round that a call opens pays, by project: the words of a proposal are its author's. */
export const roundPayees = ({ target, data }: Pick<Call, 'target' | 'data'>): { name: string; value: string }[] => {
  const action = target === roundsAddress() ? decodeRound(data) : null
  return action?.kind === 'open' ? action.projects.map(({ payee }, i) => ({ name: `payee ${i + 1}`, value: payee })) : []
}
