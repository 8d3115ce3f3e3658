import { type ChainClient, chainKeyOf } from '@daomesh/chain'
import { address, amount, bytes32, decode, encode, type Address, type RoundEvent, roundId, toRecord } from '@daomesh/protocol'
import { z } from 'zod'
import type { KeptEvents } from '../chain/readOn.ts'
import { readCursor, writeCursor, writtenAfter } from '../chain/storedCursor.ts'
import type { MetaStore } from '../ports.ts'

const word = amount.transform((text) => BigInt(text))
const count = z.number().int().nonnegative()
const id = roundId

const round = z.strictObject({
  confederation: address,
  token: address,
  closesAt: count,
  finaliseBy: count,
  minimum: word,
  capBps: count,
  projectsHash: bytes32,
  contentHash: bytes32,
  nonce: word,
})
const fact = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('opened'),
    id,
    round,
    projects: z.array(z.strictObject({ payee: address, contentHash: bytes32 })),
    seats: z.array(count),
  }),
  z.strictObject({ kind: z.literal('funded'), id, funder: address, number: count, amount: word }),
  z.strictObject({ kind: z.literal('contributed'), id, account: address, seat: count, project: count, amount: word }),
  z.strictObject({ kind: z.literal('calledOff'), id }),
  z.strictObject({ kind: z.literal('finalised'), id, deserved: word, pool: word, left: word }),
  z.strictObject({ kind: z.literal('paid'), id, project: count, payee: address, contributed: word, matched: word }),
  z.strictObject({ kind: z.literal('poolRefunded'), id, number: count, funder: address, amount: word }),
  z.strictObject({ kind: z.literal('contributionRefunded'), id, account: address, amount: word }),
  z.strictObject({ kind: z.literal('credited'), vault: address, account: address, amount: word }),
  z.strictObject({ kind: z.literal('claimed'), vault: address, account: address, recipient: address, amount: word }),
])
const eventShape = z.strictObject({
  v: z.literal(1),
  fact,
  block: word,
  blockHash: bytes32,
  transaction: bytes32,
  logIndex: count,
  at: count,
})

/**
 * The final facts of the contract of rounds on this disk, each in a row of its own, with the block up to which they were read: a chain that has run for years is
 * then not read again at each start. Derived, so damaged rows or another history only cost a reading from the beginning.
 */
export const storedRounds = (chain: ChainClient['profile']['identity'], rounds: Address, meta: MetaStore): KeptEvents<RoundEvent> => {
  const prefix = `rounds:${chainKeyOf(chain)}:${rounds}:`
  const [events, place] = [`${prefix}event/`, `${prefix}cursor`]
  let written = 0n
  const keyOf = ({ block, logIndex }: RoundEvent): string =>
    `${events}${String(block).padStart(20, '0')}/${String(logIndex).padStart(8, '0')}`
  const forget = (): void => {
    meta.setAll(meta.list(prefix).map(({ key }) => [key, null] as const))
    written = 0n
  }
  return {
    load: () => {
      const bytes = meta.get(place)
      if (bytes === undefined) return null
      try {
        const cursor = readCursor(bytes)
        const rows = meta.list(events).toSorted((a, b) => (a.key < b.key ? -1 : 1))
        const final = rows.map(({ value }): RoundEvent => {
          const { v: _, ...event } = eventShape.parse(decode(value))
          return event
        })
        written = cursor.number
        return { final, cursor }
      } catch {
        // Of what is read again nothing is missed, and rows of two readings must not lie beside each other.
        forget()
        return null
      }
    },
    save: (fresh, cursor) => {
      if (cursor === null || (fresh.length === 0 && cursor.number - written < writtenAfter)) return
      meta.setAll([...fresh.map((event) => [keyOf(event), encode(toRecord({ v: 1, ...event }))] as const), [place, writeCursor(cursor)]])
      written = cursor.number
    },
    forget,
  }
}
