import type { NetworkInspection } from '@daomesh/network'
import { type Finding, finding } from '../contract/diagnosis.ts'
import { isLoopback } from './scene.ts'

/** Names that systems give to the interfaces of VPNs. */
const vpn = /^(tun|tap|wg|utun|ppp|ipsec|tailscale|zt|nordlynx|proton|mullvad)/i

export type NetworkFacts = {
  readonly online: boolean
  readonly addresses: readonly string[]
  readonly peers: number
  readonly inspection: Pick<NetworkInspection, 'interfaces' | 'heard' | 'mostPeers'>
  /** Whether somebody on another machine is missing: what cannot explain anything is not said. */
  readonly someoneAway: boolean
  /** Whether somebody is missing of whom no address is known. */
  readonly someoneUnknown: boolean
  readonly memberHeard: boolean
}

/** What of this machine's network keeps members away. */
export const checkNetwork = (p: NetworkFacts): readonly Finding[] => {
  const { interfaces, heard, mostPeers } = p.inspection
  if (!p.online) return [finding('NETWORK_OFF')]
  const found: Finding[] = []
  if (p.peers >= mostPeers) found.push(finding('PEERS_FULL', { count: p.peers }))
  const outside = interfaces.filter(({ internal }) => !internal)
  if (p.someoneAway) {
    if (interfaces.length > 0 && outside.length === 0) found.push(finding('LOOPBACK_ONLY'))
    else if (p.addresses.length > 0 && p.addresses.every(isLoopback)) found.push(finding('LISTENS_LOOPBACK'))
    else if (outside.length > 0 && outside.every(({ name }) => vpn.test(name)))
      found.push(finding('VPN_ONLY', { interfaces: [...new Set(outside.map(({ name }) => name))].join(', ') }))
    if (p.someoneUnknown && heard !== null && !p.memberHeard && outside.length > 0) found.push(finding('MULTICAST_SILENT'))
  }
  if (p.addresses.length === 0 && !found.some(({ code }) => code === 'LOOPBACK_ONLY')) found.push(finding('NOT_LISTENING'))
  return found
}
