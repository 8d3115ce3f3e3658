import { claimedBallots, type GatheredSide, gatheredSide, type GatherParameters } from '@daomesh/governance'
import { accountOfParty, type Address, type DealSide, memberKinds, type OfferId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DealSpace } from '../spaces/space.ts'

/** Whether a member that is a contract signs its ballot, as the chain said. */
export type HeldByChain = (member: Address, signature: string) => boolean

export type BroughtPlace = { readonly offer: OfferId; readonly side: DealSide }

/** What was brought into a deal for the decision of one side; null also before the chain of that DAO was read. */
export const gatherBrought = (
  node: NodeContext,
  deal: DealSpace,
  { offer, side, partner, isSide }: BroughtPlace & Pick<GatherParameters, 'partner' | 'isSide'>,
  held: HeldByChain,
): GatheredSide | null => {
  const { opening } = deal.record
  const state = deal.states()[side]
  if (state === null) return null
  return gatheredSide({
    registers: deal.registers(),
    offer,
    side,
    chainId: opening.chain.chainId,
    dao: accountOfParty(opening[side]),
    partner,
    state,
    now: node.chainView.now(),
    isSide,
    signs: ({ account, kind }, digest, signature) =>
      kind === memberKinds.contract ? held(account, signature) : node.adapters.verifier.recoverAccount(digest, signature) === account,
  })
}

/** Asks the chain about the ballots of members that are contracts: they count as far as it says now that they sign. @throws DaomeshError `CHAIN_UNREACHABLE` where there are such. */
export const heldByChain = async (node: NodeContext, deal: DealSpace, { offer, side }: BroughtPlace): Promise<HeldByChain> => {
  const { opening, chain } = deal.record
  const { client } = node.adapters.chain
  const verifier = accountOfParty(opening[side])
  const contracts = claimedBallots(deal.registers(), deal.states()[side], { offer, side, chainId: chain.chainId, dao: verifier })
  const answers = await Promise.all(
    contracts.map(({ member, digest, signature }) => client.signs({ signer: member, verifier, hash: digest, signature })),
  )
  const held = new Set(contracts.filter((_, i) => answers[i]).map(({ member, signature }) => `${member} ${signature}`))
  return (member, signature) => held.has(`${member} ${signature}`)
}
