import type { Clock, DeviceId } from '@daomesh/protocol'

export type Heard = { readonly device: DeviceId; readonly addresses: readonly string[]; readonly at: number }

/** Strangers on a large network may announce themselves too: of so many the last word is kept. */
const mostHeard = 256

/** Who announced itself on the local network, the last time of each. */
export const createHearing = (clock: Pick<Clock, 'now'>) => {
  const heard = new Map<DeviceId, Heard>()
  return {
    note: (device: DeviceId, addresses: readonly string[]): void => {
      heard.delete(device)
      heard.set(device, { device, addresses, at: clock.now() })
      for (const oldest of heard.keys()) {
        if (heard.size <= mostHeard) break
        heard.delete(oldest)
      }
    },
    list: (): readonly Heard[] => [...heard.values()],
  }
}
