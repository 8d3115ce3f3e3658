import { encodeEscrow, priceOf } from '@daomesh/chain'
import { type BountyBook, creditIn } from '@daomesh/governance'
import { type BountyId, DaomeshError, type EscrowAction, type Hex, type SpaceId, toDaomeshError, zeroAddress } from '@daomesh/protocol'
import type { z } from 'zod'
import { approvalsBefore } from '../../bounties/approvalsBefore.ts'
import type { KnownBounty } from '../../bounties/createBountyDesk.ts'
import { payableLeaves, payoutLeaves, payoutOf } from '../../bounties/dueSteps.ts'
import { dealOfBounty } from '../../bounties/dealOfBounty.ts'
import { partOf } from '../../bounties/parts.ts'
import { actionOf, type BountyAct } from '../../commands/actOnBounty.ts'
import { anchorActionsOf } from '../../commands/bounties/anchorSplits.ts'
import { splitActionOf } from '../../commands/bounties/splitBounty.ts'
import type { NodeContext } from '../../context.ts'
import type { bountyPreview, previewedAct } from '../../contract/bountyPreview.ts'

export type PreviewBountyParameters = {
  readonly bounty: BountyId
  readonly as: SpaceId | null
  readonly act: z.output<typeof previewedAct>
}

/** As the account itself sends it: no signature of anybody else is needed. The words of an objection are no matter of the chain. */
const toAct = (act: Exclude<z.output<typeof previewedAct>, { kind: 'deliver' | 'payout' | 'claim' | 'split' | 'anchor' }>): BountyAct => {
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

/** The calls that it would be, in their order. */
const previewed = async (node: NodeContext, known: KnownBounty, { as, act }: PreviewBountyParameters): Promise<readonly EscrowAction[]> => {
  switch (act.kind) {
    // Which hash it is makes no difference to whether it is taken.
    case 'deliver':
      return act.node === null || act.node === known.id
        ? [{ kind: 'deliver', agreement: known.bundle.agreement, contentHash: known.id, signature: '0x' }]
        : []
    case 'payout':
      return [payoutOf(known, payableLeaves(known, node.chainView.now()).slice(0, payoutLeaves))]
    case 'claim':
      return [{ kind: 'claim', vault: act.vault, account: act.account, recipient: zeroAddress }]
    case 'split':
      return [splitActionOf(node, known, act).action]
    case 'anchor': {
      const { actions } = await anchorActionsOf(node, known, act)
      return as === null ? actions.slice(0, 1) : actions
    }
    default:
      return [actionOf(known, toAct(act))]
  }
}

/** Whether what an act stands on may still be taken back. A credit is of an account, whatever its bounty. */
const isLoose = ({ bounties }: NodeContext, { id }: KnownBounty, act: PreviewBountyParameters['act']): boolean => {
  if (act.kind !== 'claim') return bounties.isLoose(id)
  const creditOf = (book: BountyBook): bigint => creditIn(book, act.vault, act.account)
  return creditOf(bounties.seen()) !== creditOf(bounties.final())
}

/** What is told in a deal alone works where that deal is here. */
const toldPart = (node: NodeContext, known: KnownBounty, part: Hex): { readonly ok: boolean; readonly reason: string | null } => {
  const { agreement } = partOf(node, known, part)
  return dealOfBounty(node, agreement) === null ? { ok: false, reason: 'DELIVERY_NOWHERE' } : { ok: true, reason: null }
}

/**
 * What an act would come to on the chain as it stands now: the call that would be signed is made there and not sent. For a DAO it is made in its name, as if
 * its members had decided. Without a chain nothing is said of it, and nothing is held up by that.
 * @throws DaomeshError `BOUNTY_UNKNOWN`, `INPUT_INVALID` as the act itself would.
 */
export const previewBounty = async (node: NodeContext, parameters: PreviewBountyParameters): Promise<z.input<typeof bountyPreview>> => {
  const { bounty, as, act } = parameters
  const known = await node.bounties.known(bounty)
  const from = as === null ? node.account.required() : node.spaces.dao(as).record.dao
  const actions = await previewed(node, known, parameters)
  const [first] = actions
  const { token, amount } = first === undefined ? { token: known.bundle.agreement.token, amount: 0n } : priceOf(first)
  const base = { from, takes: { token, amount: amount.toString() }, loose: isLoose(node, known, act) }
  if (first === undefined && act.kind === 'deliver' && act.node !== null) return { ...base, outcome: toldPart(node, known, act.node) }
  if (first === undefined) throw new DaomeshError('BOUNTY_NOTHING_DUE', { meta: { bounty } })
  try {
    const approvals = await approvalsBefore(node, from, first, false)
    const calls = [...approvals.map(({ call }) => call), ...actions.map((action) => encodeEscrow(node.bounties.escrow, action))]
    const outcomes = await node.adapters.chain.client.simulate({ from, calls })
    const failed = outcomes.find(({ ok }) => !ok)
    return { ...base, outcome: failed === undefined || failed.ok ? { ok: true, reason: null } : { ok: false, reason: failed.error } }
  } catch (error) {
    if (!(error instanceof DaomeshError)) throw error
    node.adapters.logger.debug('calls.unsimulated', { code: toDaomeshError(error).code })
    return { ...base, outcome: null }
  }
}
