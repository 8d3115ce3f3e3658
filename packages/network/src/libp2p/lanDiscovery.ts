import type { PeerDiscovery, PeerInfo } from '@libp2p/interface'
import { mdns, type MulticastDNSComponents } from '@libp2p/mdns'

export type MdnsOptions = {
  /** Milliseconds between queries. */
  readonly interval?: number
  /** One name per chain or version of the app, so that strangers do not dial each other. */
  readonly serviceName?: string
}

export const defaultServiceName = '_daomesh._udp.local'

export type LanDiscovery = {
  readonly factory: (components: MulticastDNSComponents) => PeerDiscovery
  /** Stops announcing and asking, without touching the rest of the node. */
  readonly pause: () => Promise<void>
  readonly resume: () => Promise<void>
}

type Startable = { readonly start: () => Promise<void> | void; readonly stop: () => Promise<void> | void }

/** Reports every answer, also from a peer heard before: it may be back after a while. */
export const createLanDiscovery = (options: MdnsOptions, onFound: (peer: PeerInfo) => void): LanDiscovery => {
  let module: (PeerDiscovery & Startable) | null = null
  let last: Promise<void> = Promise.resolve()
  /** One after the other: while the library stops, its start does nothing, and what was asked last would be lost. */
  const inTurn = (act: () => Promise<void> | void): Promise<void> => {
    const mine = last.then(act)
    last = mine.catch(() => undefined)
    return mine
  }
  return {
    factory(components) {
      const created = mdns({ interval: options.interval ?? 10_000, serviceTag: options.serviceName ?? defaultServiceName })(components)
      created.addEventListener('peer', ({ detail }) => onFound(detail))
      module = created as PeerDiscovery & Startable
      return created
    },
    pause: () => inTurn(() => module?.stop()),
    resume: () => inTurn(() => module?.start()),
  }
}
