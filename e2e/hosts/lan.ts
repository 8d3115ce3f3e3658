import { existsSync } from 'node:fs'
import { z } from 'zod'
import { ip, ipBatch, ipNow } from './ip.ts'
import { bridgeName, hostName, portName, runName, type Side } from './names.ts'

/**
 * Hosts on one switch: a network namespace each, with one cable to a bridge. This machine is the router at `gateway`, on both bridges.
 * A host has a way out only into a dead end whose packets are counted (`strays`).
 */
export type Lan = {
  readonly gateway: string
  /** The first three numbers of every address here. */
  readonly prefix: string
  readonly hosts: readonly string[]
  readonly pullCable: (index: number) => Promise<unknown>
  readonly plugCable: (index: number) => Promise<unknown>
  readonly move: (index: number, side: Side) => Promise<void>
  /** Neither of two hosts gets an answer from the other, as behind two routers that let no call in; everybody else reaches both. */
  readonly keepApart: (one: number, other: number) => Promise<void>
  readonly letMeet: (one: number, other: number) => Promise<void>
  readonly strays: (index: number) => Promise<number>
}

const addressOf = (prefix: string, index: number): string => `${prefix}.${index + 10}`

const freePrefix = (): string => {
  const taken = ipNow('-4', 'addr', 'show')
  for (let tries = 0; tries < 254; tries += 1) {
    const prefix = `10.77.${((process.pid + tries) % 254) + 1}`
    if (!taken.includes(`${prefix}.`)) return prefix
  }
  throw new Error('no free network in 10.77.0.0/16')
}

const addBridges = async (run: string, gateway: string): Promise<void> => {
  // One hardware address for the router on both bridges: a host that is moved finds it again at once.
  const hardware = `02:77:${[24, 16, 8, 0].map((shift) => ((process.pid >> shift) & 255).toString(16).padStart(2, '0')).join(':')}`
  await ipBatch(
    [],
    (['a', 'b'] as const).flatMap((side) => [
      `link add ${bridgeName(run, side)} address ${hardware} type bridge mcast_snooping 0`,
      `link set ${bridgeName(run, side)} up`,
    ]),
  )
  await ip('addr', 'add', `${gateway}/24`, 'dev', bridgeName(run, 'a'))
}

const addHost = async (run: string, index: number, address: string): Promise<string> => {
  const name = hostName(run, index)
  await ip('netns', 'add', name)
  // Every address of the new IP would add noise to the counter of strays.
  if (existsSync('/proc/sys/net/ipv6'))
    await ip('netns', 'exec', name, 'sh', '-c', 'for f in all default; do echo 1 > /proc/sys/net/ipv6/conf/$f/disable_ipv6; done')
  await ip('link', 'add', portName(run, index), 'type', 'veth', 'peer', 'name', 'lan', 'netns', name)
  await ip('link', 'set', portName(run, index), 'master', bridgeName(run, 'a'), 'up')
  await ipBatch(
    ['-n', name],
    [
      'link set lo up',
      `addr add ${address}/24 dev lan`,
      'link set lan up',
      'route add 224.0.0.0/4 dev lan',
      'link add out type veth peer name deadend',
      'link set deadend up',
      'link set out arp off up',
      'route add default dev out',
    ],
  )
  return name
}

const counters = z.array(z.object({ stats64: z.object({ tx: z.object({ packets: z.number() }) }) }))

/** Builds it with this many hosts, all connected. `removeOwn` takes everything away again. */
export const openLan = async (count: number): Promise<Lan> => {
  const run = runName(process.pid)
  const prefix = freePrefix()
  const gateway = `${prefix}.1`
  await addBridges(run, gateway)
  const hosts: string[] = []
  for (let index = 0; index < count; index += 1) hosts.push(await addHost(run, index, addressOf(prefix, index)))
  const block = async (verb: 'add' | 'del', one: number, other: number): Promise<void> => {
    await ip('-n', hosts[one] ?? '', 'route', verb, 'blackhole', `${addressOf(prefix, other)}/32`)
    await ip('-n', hosts[other] ?? '', 'route', verb, 'blackhole', `${addressOf(prefix, one)}/32`)
  }
  return {
    gateway,
    prefix,
    hosts,
    pullCable: (index) => ip('link', 'set', portName(run, index), 'down'),
    plugCable: (index) => ip('link', 'set', portName(run, index), 'up'),
    move: async (index, side) => {
      await ip('link', 'set', portName(run, index), 'master', bridgeName(run, side))
      // The way back from this machine, which has the whole network on the first bridge.
      const route = [`${addressOf(prefix, index)}/32`, 'dev', bridgeName(run, 'b')]
      await ip('route', side === 'b' ? 'replace' : 'del', ...route)
    },
    keepApart: (one, other) => block('add', one, other),
    letMeet: (one, other) => block('del', one, other),
    strays: async (index) => {
      const [row] = counters.parse(JSON.parse(await ip('-n', hosts[index] ?? '', '-s', '-j', 'link', 'show', 'out')))
      if (row === undefined) throw new Error('a host has lost its way out')
      return row.stats64.tx.packets
    },
  }
}
