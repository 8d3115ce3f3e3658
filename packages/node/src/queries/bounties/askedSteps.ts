import { decodeEscrow } from '@daomesh/chain'
import { type BountyId, bountyIdOf, type Call } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { bountyPage } from '../../contract/bountyShapes.ts'
import { shownProposals } from '../../nested/shownProposals.ts'
import { underWay } from '../proposals/underWay.ts'

type Asked = z.input<typeof bountyPage>['asked']

/**
 * Which steps of a bounty the members of this account's DAOs are deciding on: nobody need propose them again, and whoever decides finds the vote. `nodes`: the
 * bounty and its parts, for the calls that name a node alone.
 */
export const askedSteps = (node: NodeContext, bounty: BountyId, nodes: ReadonlySet<string>): Asked => {
  const { chainId, escrow } = node.bounties
  const stepOf = ({ target, data }: Call): string | null => {
    const action = target === escrow ? decodeEscrow(data) : null
    if (action === null || action.kind === 'claim') return null
    if (action.kind === 'contest' || action.kind === 'rule') return nodes.has(action.node) ? action.kind : null
    return bountyIdOf(chainId, escrow, action.agreement) === bounty ? action.kind : null
  }
  return node.spaces.daos().flatMap((space) =>
    shownProposals(node, space)
      .filter(({ status }) => underWay.has(status))
      .flatMap(({ id, title, decision }): Asked => {
        const step = decision.calls.map(stepOf).find((one) => one !== null)
        return step === undefined || step === null ? [] : [{ space: space.id, dao: space.record.dao, decision: id, title, step }]
      }),
  )
}
