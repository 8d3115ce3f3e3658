import type { PeerDiscovery } from '@libp2p/interface'
import type { MulticastDNSComponents } from '@libp2p/mdns'
import { expect, test } from 'vitest'
import { createLanDiscovery } from './lanDiscovery.ts'
import { silentLogger } from './silentLogger.ts'

/** All that it asks its node for. */
const components = { logger: silentLogger, addressManager: { getAddresses: () => [] } } as unknown as MulticastDNSComponents
type Module = PeerDiscovery & { readonly isStarted: () => boolean }

test('V10 whoever goes off and on again at once is found again: what was asked last holds', async () => {
  const lan = createLanDiscovery({ serviceName: `_daomesh-${process.pid}-turn._udp.local` }, () => undefined)
  const module = lan.factory(components) as Module
  try {
    await lan.resume()
    await Promise.all([lan.pause(), lan.resume()])
    expect(module.isStarted()).toBe(true)
    await Promise.all([lan.pause(), lan.resume(), lan.pause()])
    expect(module.isStarted()).toBe(false)
  } finally {
    await lan.pause()
  }
})
