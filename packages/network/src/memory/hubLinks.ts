import type { DeviceId } from '@daomesh/protocol'

export type Link = { readonly a: DeviceId; readonly b: DeviceId; readonly since: number; readonly onDrop: Set<() => void> }

/** Which peers of a hub are connected, as unordered pairs in the order of connecting. */
export type HubLinks = {
  readonly get: (x: DeviceId, y: DeviceId) => Link | undefined
  readonly add: (x: DeviceId, y: DeviceId, since: number) => Link
  readonly remove: (link: Link) => void
  readonly of: (x: DeviceId) => readonly Link[]
}

const keyOf = (x: DeviceId, y: DeviceId): string => (x < y ? `${x}:${y}` : `${y}:${x}`)

export const createHubLinks = (): HubLinks => {
  const links = new Map<string, Link>()
  return {
    get: (x, y) => links.get(keyOf(x, y)),
    add(a, b, since) {
      const link: Link = { a, b, since, onDrop: new Set() }
      links.set(keyOf(a, b), link)
      return link
    },
    remove(link) {
      links.delete(keyOf(link.a, link.b))
      for (const drop of link.onDrop) drop()
    },
    of: (x) => [...links.values()].filter((link) => link.a === x || link.b === x),
  }
}
