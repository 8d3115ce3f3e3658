import { keys, type RegisterEntry, type Registers } from '@daomesh/governance'
import type { ViewFact } from '@daomesh/protocol'
import type { Receiver } from '../keyring/makeSeal.ts'
import { receiversOf } from '../keyring/receiversOf.ts'

type Found = { readonly view: ViewFact; readonly lists: readonly (readonly RegisterEntry[])[]; readonly receivers: readonly Receiver[] }

/** Values of registers are never changed: another one is another value. Mostly it is the very list of the last time. */
const isSame = (a: readonly RegisterEntry[] = [], b: readonly RegisterEntry[] = []): boolean =>
  a === b || (a.length === b.length && a.every(({ value }, i) => value === b[i]?.value))

/** The devices that may read in the present view, found anew only when a device, a revocation or the view came: every record asks for them. */
export const createReceivers = (registers: () => Registers, view: () => ViewFact): (() => readonly Receiver[]) => {
  let last: Found | null = null
  return () => {
    const [now, present] = [registers(), view()]
    const lists = [now.entries(keys.devices), now.entries(keys.unlinkings)]
    if (last === null || last.view !== present || !lists.every((list, i) => isSame(last?.lists[i], list)))
      last = { view: present, lists, receivers: receiversOf(now, present) }
    return last.receivers
  }
}
