import { isRelayed } from '@daomesh/network'
import { isLoopback } from '../doctor/scene.ts'
import type { Reach } from './createReach.ts'

/** Addresses in an invite: few enough for a chat message. */
const most = 4
/** Of these through relays, where there are any: a router lets no call in, and whoever sends the invite does not know of it. */
const mostRelayed = 2

/** Addresses worth putting into an invite: dialable from elsewhere first, direct ones before those that a relay carries. */
export const inviteAddresses = (reach: Pick<Reach, 'addresses'>): readonly string[] => {
  const far = reach.addresses().toSorted((a, b) => Number(isLoopback(a)) - Number(isLoopback(b)))
  const relayed = far.filter(isRelayed).slice(0, mostRelayed)
  return [...far.filter((address) => !isRelayed(address)).slice(0, most - relayed.length), ...relayed]
}
