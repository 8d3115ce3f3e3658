import { keys, type Registers } from '@daomesh/governance'
import type { ViewFact } from '@daomesh/protocol'
import type { Receiver } from '../keyring/makeSeal.ts'
import { receiversOf } from '../keyring/receiversOf.ts'

type Found = { readonly view: ViewFact; readonly values: readonly unknown[]; readonly receivers: readonly Receiver[] }

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((one, i) => one === b[i])

/** The devices that may read in the present view, found anew only when a device, a revocation or the view came: every record asks for them. */
export const createReceivers = (registers: () => Registers, view: () => ViewFact): (() => readonly Receiver[]) => {
  let last: Found | null = null
  return () => {
    const [now, present] = [registers(), view()]
    // Values of registers are never changed: another one is another value.
    const values = [keys.devices, keys.unlinkings].flatMap((prefix) => now.entries(prefix).map(({ value }) => value))
    if (last === null || last.view !== present || !isSame(last.values, values))
      last = { view: present, values, receivers: receiversOf(now, present) }
    return last.receivers
  }
}
