import type { PeerDiscovery } from '@libp2p/interface'
import { createLibp2p } from 'libp2p'
import { expect, test } from 'vitest'
import { createLanDiscovery } from './lanDiscovery.ts'

test('V10 whoever goes off and on again at once is found again: what was asked last holds', async () => {
  const lan = createLanDiscovery({ serviceName: `_daomesh-${process.pid}-turn._udp.local` }, () => undefined)
  const made: PeerDiscovery[] = []
  const node = await createLibp2p({
    peerDiscovery: [
      (components) => {
        const discovery = lan.factory(components)
        made.push(discovery)
        return discovery
      },
    ],
  })
  const [module] = made
  const isOn = (): unknown => module !== undefined && 'isStarted' in module && typeof module.isStarted === 'function' && module.isStarted()
  try {
    expect(isOn()).toBe(true)
    await Promise.all([lan.pause(), lan.resume()])
    expect(isOn()).toBe(true)
    await Promise.all([lan.pause(), lan.resume(), lan.pause()])
    expect(isOn()).toBe(false)
  } finally {
    await node.stop()
  }
})
