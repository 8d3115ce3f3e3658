import { predictVaultAddress } from '@daomesh/chain'
import { creditsOfAccount } from '@daomesh/governance'
import { type Address, ether } from '@daomesh/protocol'
import type { z } from 'zod'
import { askerOf, type NodeAsker } from '../../bounties/askerOf.ts'
import type { NodeContext } from '../../context.ts'
import type { creditRow } from '../../contract/bountyShapes.ts'

export type CreditAnswer = z.input<typeof creditRow>

/** Whose income could not be pushed waits in the escrow: of this account and its DAOs, as the chain was read last. */
export const creditRows = (node: NodeContext, { account, memberOf }: NodeAsker): CreditAnswer[] => {
  const book = node.bounties.seen()
  const { escrow } = node.bounties
  const tokenOf = (vault: Address): Address | null => {
    if (vault === ether) return ether
    const found = [...book.bounties.values()].find(({ id, agreement }) => predictVaultAddress(escrow, agreement.token, id) === vault)
    return found?.agreement.token ?? null
  }
  return [account, ...memberOf].flatMap((owner) =>
    creditsOfAccount(book, owner).map(({ vault, amount }) => ({
      vault,
      token: tokenOf(vault),
      account: owner,
      space: node.spaces.daos().find(({ record }) => record.dao === owner)?.id ?? null,
      amount: amount.toString(),
    })),
  )
}

/** @throws DaomeshError `CHAIN_UNREACHABLE`. */
export const listBountyCredits = async (node: NodeContext): Promise<CreditAnswer[]> => {
  await node.bounties.book()
  return creditRows(node, askerOf(node))
}
