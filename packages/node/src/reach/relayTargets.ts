import type { PeerNetwork, ReconnectTarget } from '@daomesh/network'
import type { DeviceId } from '@daomesh/protocol'

/** Members whom a relay may lead to though no address of theirs is known: whoever uses the same one is found there. */
export const relayTargets = (network: Pick<PeerNetwork, 'ways'>, devices: readonly DeviceId[]): readonly ReconnectTarget[] =>
  [...new Set(devices)].flatMap((device) => {
    const addresses = network.ways(device)
    return addresses.length === 0 ? [] : [{ device, addresses }]
  })
