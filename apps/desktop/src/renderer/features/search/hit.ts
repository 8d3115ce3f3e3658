import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'
import type { useNavigate } from '@tanstack/react-router'

export type Hit = InferClientOutputs<NodeClient>['search']['find']['hits'][number]

/** Goes to the screen that shows what was found. */
export const openHit = (go: ReturnType<typeof useNavigate>, { kind, where, space, id, about }: Hit): Promise<void> => {
  const inDao = space ?? ''
  if (kind === 'bounty' || where === 'bounty') return go({ to: '/bounties/$bounty', params: { bounty: id } })
  if (about?.kind === 'bounty') return go({ to: '/bounties/$bounty', params: { bounty: about.id } })
  // A deal shows its draft, its talk and its files on one screen.
  if (where === 'deal') return go({ to: '/deals/$space', params: { space: inDao } })
  if (where === 'partnership') return go({ to: '/confederation/partnerships/$space', params: { space: inDao } })
  const [of, target] = about === null ? [kind, id] : [about.kind, about.id]
  switch (of) {
    case 'proposal':
      return go({ to: '/dao/$space/proposals/$decision', params: { space: inDao, decision: target } })
    case 'draft':
      return go({ to: '/dao/$space/drafts/$draft', params: { space: inDao, draft: target } })
    case 'poll':
      return go({ to: '/dao/$space/polls/$poll', params: { space: inDao, poll: target } })
    case 'budget':
      return go({ to: '/dao/$space/budgets/$budget', params: { space: inDao, budget: target } })
    case 'file':
      return go({ to: '/dao/$space/files', params: { space: inDao } })
    case 'listing':
      return go({ to: '/dao/$space/sales', params: { space: inDao } })
    default:
      return go({ to: '/dao/$space', params: { space: inDao } })
  }
}
