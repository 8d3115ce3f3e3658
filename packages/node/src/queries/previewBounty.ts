import { encodeEscrow, priceOf } from '@daomesh/chain'
import { type Address, type BountyId, DaomeshError, type EscrowAction, type SpaceId, toDaomeshError } from '@daomesh/protocol'
import type { z } from 'zod'
import { approvalsBefore } from '../bounties/approvalsBefore.ts'
import type { KnownBounty } from '../bounties/createBountyDesk.ts'
import { payableLeaves, payoutLeaves, payoutOf } from '../bounties/dueSteps.ts'
import { actionOf, type BountyAct } from '../commands/actOnBounty.ts'
import type { NodeContext } from '../context.ts'
import type { bountyPreview, previewedAct } from '../contract/bountyPreview.ts'

export type PreviewBountyParameters = {
  readonly bounty: BountyId
  readonly as: SpaceId | null
  readonly act: z.output<typeof previewedAct>
}

/** As the account itself sends it: no signature of anybody else is needed. The words of an objection are no matter of the chain. */
const toAct = (act: Exclude<z.output<typeof previewedAct>, { kind: 'deliver' | 'payout' | 'claim' }>): BountyAct => {
  const own = { signature: '0x' } as const
  switch (act.kind) {
    case 'rule':
      return { ...act, hunterAmount: BigInt(act.hunterAmount) }
    case 'settle':
      return { ...act, hunterAmount: BigInt(act.hunterAmount) }
    case 'free':
      return { ...act, ...own, amount: BigInt(act.amount) }
    case 'object':
      return { ...act, reason: '' }
    case 'accept':
    case 'contest':
    case 'redirect':
      return { ...act, ...own }
    default:
      return act
  }
}

const nobody = `0x${'0'.repeat(40)}` as Address

const previewed = (node: NodeContext, known: KnownBounty, act: PreviewBountyParameters['act']): EscrowAction => {
  switch (act.kind) {
    // Which hash it is makes no difference to whether it is taken.
    case 'deliver':
      return { kind: 'deliver', agreement: known.bundle.agreement, contentHash: known.id, signature: '0x' }
    case 'payout':
      return payoutOf(known, payableLeaves(known, node.chainView.now()).slice(0, payoutLeaves))
    case 'claim':
      return { kind: 'claim', vault: act.vault, account: act.account, recipient: nobody }
    default:
      return actionOf(known, toAct(act))
  }
}

/**
 * What an act would come to on the chain as it stands now: the call that would be signed is made there and not sent. For a DAO it is made in its name, as if
 * its members had decided. Without a chain nothing is said of it, and nothing is held up by that.
 * @throws DaomeshError `BOUNTY_UNKNOWN`, `INPUT_INVALID` as the act itself would.
 */
export const previewBounty = async (
  node: NodeContext,
  { bounty, as, act }: PreviewBountyParameters,
): Promise<z.input<typeof bountyPreview>> => {
  const known = await node.bounties.known(bounty)
  const from = as === null ? node.account.required() : node.spaces.dao(as).record.dao
  const action = previewed(node, known, act)
  const { token, amount } = priceOf(action)
  const takes = { token, amount: amount.toString() }
  try {
    const approvals = await approvalsBefore(node, from, action, false)
    const calls = [...approvals.map(({ call }) => call), encodeEscrow(node.bounties.escrow, action)]
    const outcomes = await node.adapters.chain.client.simulate({ from, calls })
    const failed = outcomes.find(({ ok }) => !ok)
    return { from, takes, outcome: failed === undefined || failed.ok ? { ok: true, reason: null } : { ok: false, reason: failed.error } }
  } catch (error) {
    if (!(error instanceof DaomeshError)) throw error
    node.adapters.logger.debug('calls.unsimulated', { code: toDaomeshError(error).code })
    return { from, takes, outcome: null }
  }
}
