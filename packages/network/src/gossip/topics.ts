import { fromHex, hashOf, type SpaceId, toHex, utf8 } from '@daomesh/protocol'

export type SpaceTopics = { readonly entries: string; readonly frontiers: string; readonly presence: string }

/** Topics are hashes of the space: who does not know the space learns nothing from a subscription and can join no topic of it. */
export const topicsOf = (space: SpaceId): SpaceTopics => {
  const name = (purpose: string): string => toHex(hashOf('daomesh/topic/1', fromHex(space), utf8(purpose)))
  return { entries: name('entries'), frontiers: name('frontiers'), presence: name('presence') }
}
