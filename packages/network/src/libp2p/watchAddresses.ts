import { networkInterfaces } from 'node:os'
import type { Clock } from '@daomesh/protocol'

export type AddressChange = { readonly lost: readonly string[]; readonly gained: readonly string[] }

export type WatchAddressesParameters = {
  readonly clock: Clock
  readonly onChange: (change: AddressChange) => void
  /** The addresses that others can reach now. */
  readonly read?: () => readonly string[]
}

/** Milliseconds; reading them takes a fraction of one. */
const lookEvery = 2_000

/** Every address of this machine with the interface it is on. */
export const interfaceAddresses = (): readonly { readonly name: string; readonly address: string; readonly internal: boolean }[] =>
  Object.entries(networkInterfaces()).flatMap(([name, rows]) => (rows ?? []).map(({ address, internal }) => ({ name, address, internal })))

/** Those of interfaces that are up and have a carrier: a pulled cable takes its addresses away. */
export const reachableAddresses = (): readonly string[] =>
  Object.values(networkInterfaces()).flatMap((rows) => (rows ?? []).filter(({ internal }) => !internal).map(({ address }) => address))

/** Tells when this machine gains or loses an address: a cable, another Wi-Fi, a VPN, waking up. Ends with the answered function. */
export const watchAddresses = ({ clock, onChange, read = reachableAddresses }: WatchAddressesParameters): (() => void) => {
  let known = new Set(read())
  const look = (): void => {
    cancel = clock.setTimer(look, lookEvery)
    const now = new Set(read())
    const change = { lost: [...known.difference(now)], gained: [...now.difference(known)] }
    known = now
    if (change.lost.length + change.gained.length > 0) onChange(change)
  }
  let cancel = clock.setTimer(look, lookEvery)
  return () => cancel()
}
