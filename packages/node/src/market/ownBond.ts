import { bondsAddress, isSettled } from '@daomesh/chain'
import { type BondStanding, bondStanding } from '@daomesh/governance'
import { askedBond } from '@daomesh/market'
import { DaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'

export type OwnBond = {
  readonly standing: BondStanding
  /** Wei that are locked. */
  readonly amount: bigint
  /** Seconds of chain time; null without a notice. */
  readonly leavesAt: number | null
}

/**
 * The bond of this node's account, after what is new on the chain was read. A chain that is away leaves what was read before.
 * @throws DaomeshError `IDENTITY_MISSING`, `CHAIN_UNREACHABLE` where it was never read.
 */
export const ownBond = async ({ account, market, chainView }: Pick<NodeContext, 'account' | 'market' | 'chainView'>): Promise<OwnBond> => {
  const own = account.required()
  try {
    chainView.onHead(await market.bonds.refresh())
  } catch (error) {
    chainView.onFailure(error)
    if (!market.bonds.wasRead()) throw error
  }
  const seen = market.bonds.seen()
  const { amount, leavesAt } = seen.shown.get(own) ?? { amount: 0n, leavesAt: null }
  return { standing: bondStanding(seen, own, askedBond, market.now()), amount, leavesAt }
}

/** What is paid to an address without code is lost, so nothing is sent there. @throws DaomeshError `BOND_ABSENT`, `CHAIN_UNREACHABLE`. */
export const requireBonds = async ({ adapters }: Pick<NodeContext, 'adapters'>): Promise<void> => {
  const bonds = bondsAddress()
  if ((await adapters.chain.client.codeHash(bonds)) === null) throw new DaomeshError('BOND_ABSENT', { meta: { address: bonds } })
}

/** Purposes of transactions that change the bond. */
const purposes: ReadonlySet<unknown> = new Set(['bondInMarket', 'unbondFromMarket', 'withdrawBond'])

/** Two transactions that were decided on the same view would act twice. @throws DaomeshError `BOND_MOVING`. */
export const requireStill = (node: Pick<NodeContext, 'queue' | 'account'>): void => {
  if (isBondMoving(node)) throw new DaomeshError('BOND_MOVING')
}

/** Whether a transaction about the bond of this account is on its way: what the chain says is about to change. */
export const isBondMoving = ({ queue, account }: Pick<NodeContext, 'queue' | 'account'>): boolean =>
  queue.rows().some((row) => row.account === account.current() && purposes.has(row.subject['purpose']) && !isSettled(row))
