import type { BountyId, Hex } from '@daomesh/protocol'
import type { SceneMember } from '../../scene/startMember.ts'

/** The part of a bounty that is paid to this account, as a node knows it. @throws Error where there is none. */
export const leafOf = async ({ api, name }: SceneMember, bounty: BountyId, payee: string) => {
  const { leaves } = await api.bounties.get({ bounty })
  const leaf = leaves.find((one) => one.payee === payee)
  if (leaf === undefined) throw new Error(`${name} knows no part of ${payee}`)
  return { ...leaf, node: leaf.node as Hex }
}
