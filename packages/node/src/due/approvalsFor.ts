import { approveCall, type ChainCall } from '@daomesh/chain'
import type { Address } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'

/** What the holder of a token lets a contract take before an act: exactly the amount of it, and nothing before that where the token wants it so. */
export type Approval = { readonly name: 'reset' | 'approve'; readonly amount: bigint; readonly call: ChainCall }

export type PaidAct = {
  readonly from: Address
  /** The contract that takes. */
  readonly spender: Address
  /** Zero: ETH, of which nothing is to be approved. */
  readonly token: Address
  readonly amount: bigint
  /** What the same transaction does before it. */
  readonly before: readonly ChainCall[]
  readonly act: ChainCall
}

const ether = 0n

type Tried = { readonly working: readonly Approval[] | null; readonly otherwise: () => Promise<readonly Approval[]> }

const tryOut = async (node: NodeContext, { from, spender, token, amount, before, act }: PaidAct, fresh: boolean): Promise<Tried> => {
  const none = { working: [], otherwise: () => Promise.resolve([]) }
  if (BigInt(token) === ether || amount === 0n) return none
  const { simulate } = node.adapters.chain.client
  const approvalOf = (name: Approval['name'], exact: bigint): Approval => ({
    name,
    amount: exact,
    call: approveCall({ token, spender, amount: exact }),
  })
  const [approve, reset] = [approvalOf('approve', amount), approvalOf('reset', 0n)]
  const works = async (approvals: readonly Approval[], last: readonly ChainCall[]): Promise<boolean> =>
    (await simulate({ from, calls: [...before, ...approvals.map(({ call }) => call), ...last] })).every(({ ok }) => ok)
  const otherwise = async () => ((await works([approve], [])) || !(await works([reset, approve], [])) ? [approve] : [reset, approve])
  for (const approvals of [...(fresh ? [] : [[]]), [approve], [reset, approve]])
    if (await works(approvals, [act])) return { working: approvals, otherwise }
  return { working: null, otherwise }
}

/**
 * The approvals that an act needs, in order; none for ETH, or where the contract may take as much already. Tried out on the chain: the shortest list with which
 * the act would work. Where it works with none of them for another reason, the token alone says whether it wants its allowance reset first.
 * @param fresh What may be taken now is spoken for by acts that are under way.
 * @throws DaomeshError `CHAIN_UNREACHABLE`.
 */
export const approvalsFor = async (node: NodeContext, paid: PaidAct, fresh: boolean): Promise<readonly Approval[]> => {
  const { working, otherwise } = await tryOut(node, paid, fresh)
  return working ?? otherwise()
}

/** The same where the act would work with them; null where it would not with any. @throws DaomeshError `CHAIN_UNREACHABLE`. */
export const workingApprovals = async (node: NodeContext, paid: PaidAct): Promise<readonly Approval[] | null> =>
  (await tryOut(node, paid, false)).working
