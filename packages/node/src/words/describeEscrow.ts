import { decodeEscrow, escrowAddress, priceOf } from '@daomesh/chain'
import { type Address, bountyIdOf, type Call } from '@daomesh/protocol'
import type { z } from 'zod'
import type { callRow } from '../contract/shapes.ts'

type Summary = z.input<typeof callRow>['summary']

/**
 * A call of the escrow of bounties in one sentence, or null for any other call: which step, of which bounty by its parties, and what it takes, in the smallest
 * unit of its token (zero address: ETH). `bounty`: its id, for a step of one that the chain knows already.
 */
export const describeEscrow = (chainId: bigint, { target, data }: Pick<Call, 'target' | 'data'>): Summary | null => {
  const escrow = escrowAddress()
  const action = target === escrow ? decodeEscrow(data) : null
  if (action === null) return null
  const key = `call.bounty.${action.kind}`
  if (action.kind === 'claim')
    return { key, params: { account: action.account, to: BigInt(action.recipient) === 0n ? action.account : action.recipient } }
  if (action.kind === 'contest') return { key, params: { node: action.node } }
  if (action.kind === 'rule') return { key, params: { node: action.node, units: action.hunterAmount.toString() } }
  const { issuer, hunter, amount, token } = action.agreement
  const price = priceOf(action)
  const parties = { issuer, hunter, units: amount.toString(), token, bond: price.amount.toString() }
  if (action.kind === 'fund') return { key, params: parties }
  const params = { ...parties, bounty: bountyIdOf(chainId, escrow, action.agreement) }
  if (action.kind === 'settle') return { key, params: { ...params, got: action.hunterAmount.toString() } }
  if (action.kind === 'redirect') return { key, params: { ...params, to: action.to as Address } }
  if (action.kind === 'free') return { key, params: { ...params, left: action.amount.toString() } }
  return { key, params }
}
