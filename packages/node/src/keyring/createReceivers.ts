import { type DeviceValue, keys, type RegisterEntry, type Registers } from '@daomesh/governance'
import type { ViewFact } from '@daomesh/protocol'
import type { Receiver } from './makeSeal.ts'
import { receiversOf } from './receiversOf.ts'

type Found = {
  readonly view: ViewFact
  readonly lists: readonly (readonly RegisterEntry[])[]
  readonly known: readonly DeviceValue[]
  readonly receivers: readonly Receiver[]
}

/** Values of registers are never changed: another one is another value. Mostly it is the very list of the last time. */
const isSame = (a: readonly RegisterEntry[] = [], b: readonly RegisterEntry[] = []): boolean =>
  a === b || (a.length === b.length && a.every(({ value }, i) => value === b[i]?.value))

/** The devices that may read in the present view, found anew only when a device, a revocation or the view came: every record asks for them. */
export const createReceivers = (
  registers: () => Registers,
  view: () => ViewFact,
  knownDevices: () => readonly DeviceValue[] = () => [],
): (() => readonly Receiver[]) => {
  let last: Found | null = null
  const isStill = ({ view: before, lists, known }: Found, now: Omit<Found, 'receivers'>): boolean =>
    before === now.view &&
    now.lists.every((list, i) => isSame(lists[i], list)) &&
    known.length === now.known.length &&
    known.every((value, i) => value === now.known[i])
  return () => {
    const [now, present, known] = [registers(), view(), knownDevices()]
    const asked = { view: present, lists: [now.entries(keys.devices), now.entries(keys.unlinkings)], known }
    if (last === null || !isStill(last, asked)) last = { ...asked, receivers: receiversOf(now, present, known) }
    return last.receivers
  }
}
