import { type DeviceValue, keys, type Registers, valuesOf } from '@daomesh/governance'
import { type DeviceId, fromHex, type ViewFact } from '@daomesh/protocol'
import type { Receiver } from './makeSeal.ts'

/** The devices that may read in a view: those of its members, unless unlinked. `known`: devices known from elsewhere, such as the lobby. */
export const receiversOf = (registers: Registers, view: ViewFact, known: readonly DeviceValue[] = []): readonly Receiver[] => {
  const found = new Map<DeviceId, Uint8Array>()
  for (const value of [...known, ...valuesOf<DeviceValue>(registers, keys.devices)])
    if ((view.members === null || view.members.has(value.member)) && registers.get(keys.unlinked(value.member, value.device)) === undefined)
      found.set(value.device, fromHex(value.exchangeKey))
  return [...found].map(([device, exchangeKey]) => ({ device, exchangeKey }))
}
