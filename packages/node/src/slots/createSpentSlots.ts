import type { ChainClient } from '@daomesh/chain'
import { type ChainState, keys, type ProposalValue, type Registers } from '@daomesh/governance'
import { type Clock, type DecisionId, decisionSchema, toDaomeshError, utf8 } from '@daomesh/protocol'
import type { Logger, MetaStore } from '../ports.ts'
import type { FactLog } from '../spaces/facts.ts'
import type { DaoRecord } from '../spaces/records.ts'

/** Slots of proposals here that went to decisions whose record is not here: what only the chain can say. */
export type SpentSlots = {
  readonly slots: () => ReadonlySet<bigint>
  /** Facts or records came: asks before long, where there is something to ask. */
  readonly soon: () => void
  /** Asks now, where there is something to ask, and waits for the answer, but not long: a chain that is silent keeps nobody from going on. */
  readonly settle: () => Promise<void>
  readonly close: () => void
}

export type SpentSlotsParameters = {
  readonly meta: MetaStore
  readonly clock: Pick<Clock, 'setTimer'>
  readonly client: Pick<ChainClient, 'spentSlots' | 'profile'>
  readonly logger: Pick<Logger, 'debug'>
  readonly record: Pick<DaoRecord, 'space' | 'dao'>
  readonly registers: () => Registers
  readonly state: () => ChainState
  readonly facts: Pick<FactLog, 'cursor'>
  readonly onSpent: () => void
}

/** Milliseconds: much that comes at once is asked about together; and what a person waits for a chain. */
const [pause, patience] = [200, 2_000]

/** Whether the chain enacted something of which there is no record here. */
const isSomethingLost = (registers: Registers, { enacted }: ChainState): boolean =>
  enacted.keys().some((decision) => registers.get(keys.proposal(decision)) === undefined)

export const createSpentSlots = (parameters: SpentSlotsParameters): SpentSlots => {
  const { meta, clock, client, logger, record, registers, state, facts, onSpent } = parameters
  const prefix = `spentSlot:${record.space}:`
  const spent = new Set(meta.list(prefix).map(({ key }) => BigInt(`0x${key.slice(prefix.length)}`)))
  /** How many facts there were when a slot was last asked about. */
  const asked = new Map<bigint, number>()
  let closed = false
  let cancel: (() => void) | null = null
  let looking: Promise<void> | null = null

  /** Slots that a decision whose record is lost may have taken. */
  const doubtful = ({ enacted, count }: ChainState): readonly bigint[] => {
    if (!isSomethingLost(registers(), state())) return []
    const slots = registers()
      .entries(keys.proposals)
      .filter(({ key }) => !enacted.has(key.slice(keys.proposals.length) as DecisionId))
      .map(({ value }) => decisionSchema.parse((value as unknown as ProposalValue).decision).slot)
    return [...new Set(slots)].filter((slot) => !spent.has(slot) && asked.get(slot) !== count)
  }
  const ask = async (): Promise<void> => {
    const block = facts.cursor()?.number
    const known = state()
    const slots = doubtful(known)
    if (block === undefined || slots.length === 0) return
    const found = await client.spentSlots({ dao: record.dao, slots, block })
    for (const slot of slots) asked.set(slot, known.count)
    if (found.length === 0 || closed) return
    meta.setAll(found.map((slot) => [`${prefix}${slot.toString(16)}`, utf8('')]))
    for (const slot of found) spent.add(slot)
    onSpent()
  }
  const look = (): Promise<void> => {
    looking ??= ask()
      .catch((error: unknown) => {
        logger.debug('slots.unasked', { space: record.space, code: toDaomeshError(error).code })
        plan(client.profile.slowestPoll)
      })
      .finally(() => {
        looking = null
      })
    return looking
  }
  const plan = (milliseconds: number): void => {
    if (closed) return
    cancel ??= clock.setTimer(() => {
      cancel = null
      void look()
    }, milliseconds)
  }

  return {
    slots: () => spent,
    soon: () => plan(pause),
    settle: () =>
      new Promise((resolve) => {
        const stop = clock.setTimer(resolve, patience)
        void look().then(() => {
          stop()
          resolve()
        })
      }),
    close: () => {
      closed = true
      cancel?.()
    },
  }
}
