import { fromHex, hashOf, type SpaceId, toHex, utf8 } from '@daomesh/protocol'

/** What is told apart in a space, each in a topic of its own. */
export const purposes = ['entries', 'frontiers', 'presence'] as const
export type Purpose = (typeof purposes)[number]

/** The name that the router shows to every peer, and the key under which everything there is sealed. */
export type Topic = { readonly name: string; readonly key: Uint8Array }
export type Topics = { readonly [P in Purpose]: Topic }

/**
 * The topics of a space under one of its keys. A router tells the names it listens to to every peer, members or not, who may then listen too: so
 * the name shows nothing, and what is said there opens with the key only. The space is bound too, so that a key handed on in another
 * space does not bring the talk of one into the other.
 */
export const topicsOf = (space: SpaceId, key: Uint8Array): Topics => {
  const topic = (purpose: Purpose): Topic => ({
    name: toHex(hashOf('daomesh/topic/2', fromHex(space), key, utf8(purpose))),
    key: hashOf('daomesh/topic/2/key', fromHex(space), key, utf8(purpose)),
  })
  return { entries: topic('entries'), frontiers: topic('frontiers'), presence: topic('presence') }
}
