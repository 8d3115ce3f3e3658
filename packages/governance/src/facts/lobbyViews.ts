import { lobbyViewOf, type SpaceId, type ViewFact, type ViewFacts } from '@daomesh/protocol'

/**
 * A lobby has one view for good: whoever holds the secret is in.
 * @example
 * lobbyViews(space).current().members // => null
 */
export const lobbyViews = (space: SpaceId): ViewFacts => {
  const only: ViewFact = { view: lobbyViewOf(space), index: 0, members: null }
  return { lookup: (view) => (view === only.view ? only : undefined), current: () => only }
}
