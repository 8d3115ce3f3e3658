import type { PeerNetwork, Sync } from '@daomesh/network'
import type { Clock } from '@daomesh/protocol'

/** Addresses tried at once: a DAO of a dozen with a few each. */
const mostAddresses = 64
/** Milliseconds for all of it; a dial gives up after as much. */
const patience = 10_000
/** Milliseconds in which a peer that does not want this one closes what was just opened. */
const afterthought = 500

type Parameters = {
  readonly network: PeerNetwork
  readonly clock: Clock
  readonly remembered: () => readonly string[]
  readonly sync: Pick<Sync, 'syncNow'>
}

/** Calls everybody who is away at every address that is known, and compares with everybody who is here, so that a diagnosis speaks of now. */
export const probeAll = async ({ network, clock, remembered, sync }: Parameters): Promise<void> => {
  if (!network.online()) return
  const pause = (milliseconds: number) => new Promise<void>((resolve) => clock.setTimer(resolve, milliseconds))
  const { heard, dials, links } = await network.inspect()
  const connected = new Set(network.peers().map(({ device }) => device))
  const known = [...remembered(), ...(heard ?? []).flatMap(({ addresses }) => addresses), ...dials.map(({ address }) => address)]
  const callers = new Set(links.filter(({ inbound }) => inbound).map(({ device }) => device))
  const all = [...new Set(known)].map((address) => ({ address, device: network.deviceIn(address) })).slice(0, mostAddresses)
  const away = all.filter(({ device }) => device === null || (device !== network.self && !connected.has(device)))
  const calling = all.filter(({ device }) => device !== null && callers.has(device))
  const asking = (async () => {
    // What became of each is kept by the network.
    await Promise.allSettled([...away.map(({ address }) => network.dial(address)), ...calling.map(({ address }) => network.probe(address))])
    await pause(afterthought)
    await sync.syncNow()
  })()
  await Promise.race([asking, pause(patience)])
}
