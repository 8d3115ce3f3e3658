import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

export type Lobby = InferClientOutputs<NodeClient>['lobbies']['get']

export const stages = ['gather', 'agree', 'sign', 'founded'] as const
export type Stage = (typeof stages)[number]

/** Where a founding stands: people gather, terms are proposed, everybody signs, founded. */
export const foundingStage = (lobby: Lobby): Stage => {
  if (lobby.complete) return 'founded'
  if (lobby.proposal !== null) return 'sign'
  return lobby.members.length < 2 ? 'gather' : 'agree'
}
