import type { DeviceId } from '@daomesh/protocol'

export type Link = { readonly a: DeviceId; readonly b: DeviceId; readonly since: number; readonly onDrop: Set<() => void> }

/** Which peers of a hub are connected, as unordered pairs in the order of connecting. */
export type HubLinks = {
  readonly get: (x: DeviceId, y: DeviceId) => Link | undefined
  readonly add: (x: DeviceId, y: DeviceId, since: number) => Link
  readonly remove: (link: Link) => void
  readonly of: (x: DeviceId) => readonly Link[]
}

export const createHubLinks = (): HubLinks => {
  /** By either end: every message that is passed on asks for those of one peer. */
  const ends = new Map<DeviceId, Map<DeviceId, Link>>()
  const linksOf = (x: DeviceId): Map<DeviceId, Link> => {
    const known = ends.get(x) ?? new Map<DeviceId, Link>()
    ends.set(x, known)
    return known
  }
  return {
    get: (x, y) => ends.get(x)?.get(y),
    add(a, b, since) {
      const link: Link = { a, b, since, onDrop: new Set() }
      linksOf(a).set(b, link)
      linksOf(b).set(a, link)
      return link
    },
    remove(link) {
      linksOf(link.a).delete(link.b)
      linksOf(link.b).delete(link.a)
      for (const drop of link.onDrop) drop()
    },
    of: (x) => [...linksOf(x).values()],
  }
}
