import { isPageSound, nextSlot, pageOf, type Registers } from '@daomesh/governance'
import {
  type Address,
  type ChainEvent,
  decode,
  type DecisionId,
  encode,
  logId,
  type LogId,
  type Random,
  type SpaceId,
  toHex,
} from '@daomesh/protocol'
import { z } from 'zod'
import type { MetaStore } from '../ports.ts'
import { readRows } from '../rows/readRows.ts'
import type { FactLog } from '../spaces/facts.ts'

/** `taken`: the slot that was taken last, in hex; its page is the one that is open. */
const pageRow = z.object({
  taken: z
    .string()
    .regex(/^[0-9a-f]{1,64}$/)
    .transform((hex) => BigInt(`0x${hex}`)),
  log: logId,
  facts: z.number().int(),
})
type PageRow = z.output<typeof pageRow>

/** Where this device takes the slots of its proposals in one DAO (governance S5). */
export type SlotBook = {
  /** Takes a slot for good. @param log this device's log of the governance stream, as it goes on now. */
  readonly take: (member: Address, log: LogId) => bigint
}

export type SlotBookParameters = {
  readonly meta: MetaStore
  readonly random: Random
  readonly space: SpaceId
  readonly registers: () => Registers
  readonly facts: Pick<FactLog, 'events'>
  readonly unfinalized: () => readonly ChainEvent[]
  /** Whether the chain was read up to its head since this start. */
  readonly chainRead: () => boolean
}

const enactedIn = (events: readonly ChainEvent[]): readonly DecisionId[] =>
  events.flatMap(({ fact }) => (fact.kind === 'enacted' ? [fact.decision] : []))

export const createSlotBook = ({ meta, random, space, registers, facts, unfinalized, chainRead }: SlotBookParameters): SlotBook => {
  /** Pages drawn since this start: nothing that this device could have forgotten lies in them. */
  const drawn = new Set<bigint>()

  const isSound = ({ taken, log, facts: known }: PageRow, now: LogId): boolean => {
    const page = pageOf(taken)
    const enactedSince = [...enactedIn(facts.events().slice(known)), ...enactedIn(unfinalized())]
    return drawn.has(page) || isPageSound(registers(), { page, log, facts: known }, { log: now, chainRead: chainRead(), enactedSince })
  }
  /** The next slot of an open page; null when it is full. */
  const nextOf = (member: Address, taken: bigint): bigint | null => {
    const known = nextSlot(registers(), member, pageOf(taken))
    const next = known !== null && known > taken ? known : taken + 1n
    return known !== null && pageOf(next) === pageOf(taken) ? next : null
  }
  /** The first slot of a page that nobody ever held. */
  const draw = (member: Address): bigint => {
    const page = pageOf(BigInt(`0x${toHex(random.bytes(12))}`))
    const first = nextSlot(registers(), member, page)
    if (first === null) return draw(member)
    drawn.add(page)
    return first
  }

  return {
    take: (member, log) => {
      const key = `slotPage:${space}:${member}`
      const [kept] = readRows(meta, key, (value) => pageRow.parse(decode(value)))
      const next = kept !== undefined && isSound(kept.row, log) ? nextOf(member, kept.row.taken) : null
      const taken = next ?? draw(member)
      meta.set(key, encode({ taken: taken.toString(16), log, facts: facts.events().length }))
      return taken
    },
  }
}
