import type { Hex } from '@daomesh/protocol'
import {
  type Abi,
  type AbiEvent,
  AbiEventSignatureNotFoundError,
  decodeEventLog,
  type DecodeEventLogReturnType,
  toEventSelector,
} from 'viem'

/** Events of an ABI by their first topic. */
const known = new WeakMap<Abi, ReadonlyMap<Hex, AbiEvent>>()

const eventsOf = (abi: Abi): ReadonlyMap<Hex, AbiEvent> => {
  const before = known.get(abi)
  if (before !== undefined) return before
  const events = new Map(abi.filter((item) => item.type === 'event').map((item) => [toEventSelector(item), item]))
  known.set(abi, events)
  return events
}

/**
 * What viem's `decodeEventLog` answers of a log, whose search hashes the signature of one event after the other for every log. Here each is hashed once.
 * @throws viem's errors where the log is of no event of the ABI, or does not fit its types.
 */
export const decodeEvent = <const abi extends Abi>(
  abi: abi,
  { topics, data }: { readonly topics: readonly Hex[]; readonly data: Hex },
): DecodeEventLogReturnType<abi> => {
  const [topic = '0x', ...rest] = topics
  const item = eventsOf(abi).get(topic)
  if (item === undefined) throw new AbiEventSignatureNotFoundError(topic, { docsPath: '/docs/contract/decodeEventLog' })
  return decodeEventLog({ abi: [item], topics: [topic, ...rest], data }) as DecodeEventLogReturnType<abi>
}
