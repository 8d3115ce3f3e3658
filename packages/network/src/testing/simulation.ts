import type { SyncSpace } from '@daomesh/protocol'
import { createMemoryHub, type MemoryHubParameters } from '../memory/createMemoryHub.ts'
import type { PeerNetwork } from '../ports/peerNetwork.ts'
import { createPush, type Push } from '../push/createPush.ts'
import { createSync, type Sync } from '../sync/createSync.ts'
import type { Admission, Frontiers, SyncEvent, SyncTiming } from '../sync/ports.ts'
import { type TestDevice, testDevice } from './memorySpace.ts'
import { createSeededRandom, createVirtualClock } from './virtualClock.ts'

export const everybody: Admission = { prove: () => new Uint8Array(), admit: () => 'admit' }

export type SimulatedPeer = {
  readonly device: TestDevice
  readonly network: PeerNetwork
  readonly sync: Sync
  readonly push: Push
  readonly events: SyncEvent[]
  /** What it syncs; a test may add to it. */
  readonly spaces: SyncSpace[]
}

/** Sync engines on one simulated network and one virtual clock. */
export const createSimulation = (seed: number, options: Partial<MemoryHubParameters> = {}) => {
  const clock = createVirtualClock()
  const random = createSeededRandom(seed)
  const hub = createMemoryHub({ clock, random, ...options })
  return {
    clock,
    hub,
    random,
    /** A device on the network without a sync engine: for hostile peers. */
    async stranger(device = testDevice()): Promise<PeerNetwork> {
      const network = hub.network(device.device)
      await network.start()
      return network
    },
    async peer(
      first: readonly SyncSpace[],
      more: {
        readonly device?: TestDevice
        readonly admission?: Admission
        readonly frontiers?: Frontiers
        readonly timing?: Partial<SyncTiming>
        readonly isLively?: () => boolean
      } = {},
    ): Promise<SimulatedPeer> {
      const device = more.device ?? testDevice()
      const network = hub.network(device.device)
      const events: SyncEvent[] = []
      const spaces = [...first]
      const sync = createSync({
        network,
        clock,
        random: createSeededRandom(seed + 1),
        spaces: () => spaces,
        admission: more.admission ?? everybody,
        onEvent: (event) => events.push(event),
        ...(more.frontiers === undefined ? {} : { frontiers: more.frontiers }),
        ...(more.timing === undefined ? {} : { timing: more.timing }),
        isLively: () => more.isLively?.() ?? push.isLively(),
      })
      const push = createPush({ network, clock, penalise: sync.penalise, onLost: () => sync.hasten() })
      await network.start()
      sync.start()
      return { device, network, sync, push, events, spaces }
    },
    async until(name: string, holds: () => boolean, milliseconds = 120_000): Promise<void> {
      for (let passed = 0; !holds(); passed += 20) {
        if (passed > milliseconds) throw new Error(`never: ${name}`)
        await clock.advance(20)
      }
    },
    async run<T>(promise: Promise<T>, milliseconds = 120_000): Promise<T> {
      let settled = false
      const mark = (): void => {
        settled = true
      }
      promise.then(mark, mark)
      for (let passed = 0; !settled; passed += 20) {
        if (passed > milliseconds) throw new Error('the promise never settled')
        await clock.advance(20)
      }
      return promise
    },
  }
}
