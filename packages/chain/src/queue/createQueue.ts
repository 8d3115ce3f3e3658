import { type Address, type Clock, DaomeshError, type Signer } from '@daomesh/protocol'
import type { ChainClient } from '../client/ports.ts'
import { type QueueContext, type StepResult, wait } from './context.ts'
import { chainKeyOf, type Intent, isLoose, isSettled, type QueueRow, type QueueStore, type RowsBeside } from './rows.ts'
import { reviewRow } from './reviewRow.ts'
import { sendRow } from './sendRow.ts'
import { signRow } from './signRow.ts'
import { trackRow } from './trackRow.ts'

export type QueueInit = {
  readonly store: QueueStore
  readonly client: ChainClient
  readonly signer: Signer
  readonly clock: Clock
  readonly onChange?: (row: QueueRow) => void
  /** The store refused a write (`STORAGE_FAILED`): nothing was done that is not saved, and the row is tried again later. */
  readonly onFailure: (error: unknown) => void
}

export type Queue = {
  /**
   * Keeps the intent durably before it answers, in one write with what the caller has to keep beside it. A known id answers its row, and nothing is written.
   * @throws DaomeshError `REQUEST_CONFLICT` when that id meant another call.
   */
  readonly enqueue: (intent: Intent, beside?: (row: QueueRow) => RowsBeside) => QueueRow
  readonly rows: () => readonly QueueRow[]
  readonly row: (id: string) => QueueRow | undefined
  /** A failed row tries once more from the beginning. */
  readonly retry: (id: string) => QueueRow
  /** Signs a sent transaction again with the same nonce and higher fees; answers once the signer did. A row that is not `sent` stays as it is. */
  readonly accelerate: (id: string) => Promise<QueueRow>
  /**
   * Takes back a row of which nothing is signed yet, as its person could when asked to sign: `failed`, `SIGNING_REFUSED`, and those behind it go on. Every other
   * row stays as it is: one that is being signed is declined where it is shown, and bytes that are signed can be mined whatever happens here.
   */
  readonly drop: (id: string) => Promise<QueueRow>
  /**
   * Looks whether what was final is so by the word of the present endpoint too. Where the account has not used the number of a transaction there, that one is
   * on its way again, by the same bytes: nobody is asked to sign anything. @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`.
   */
  readonly recheck: () => Promise<void>
  /** Looks at everything at once instead of waiting out the pauses: after an unlock, or back online. Resolves when nothing can move any more for now. */
  readonly nudge: () => Promise<void>
  readonly start: () => void
  readonly stop: () => void
}

type Pause = { readonly until: number; readonly length: number }

/** The first row of an account that is not mined yet decides; all before it are mined, so nonces come one after the other (SPEC A12). */
const nextOf = (rows: readonly QueueRow[], account: Address): QueueRow | undefined =>
  rows.find((row) => row.account === account && !isSettled(row) && row.state !== 'anchored')

/**
 * Takes intents to the chain, across crashes, outages and reorganisations. One row at a time per account; accounts do not wait for each other.
 */
export const createQueue = ({ store, client, signer, clock, onChange, onFailure }: QueueInit): Queue => {
  const rows = new Map(store.load().map((row) => [row.id, row] as const))
  const pauses = new Map<string, Pause>()
  const busy = new Map<string, Promise<void>>()
  const dropped = new Set<string>()
  let running = false
  let cancelTimer = (): void => {}

  const put = (row: QueueRow, beside: RowsBeside = []): QueueRow => {
    store.save(row, beside)
    rows.set(row.id, row)
    onChange?.(row)
    return row
  }
  const chain = chainKeyOf(client.profile.identity)
  const sorted = (): readonly QueueRow[] => [...rows.values()].filter((row) => row.chain === chain).sort((a, b) => a.order - b.order)
  const context: QueueContext = {
    client,
    signer,
    clock,
    save: (row, change) => put({ ...(rows.get(row.id) ?? row), ...change, changedAt: clock.now() }),
    missedSince: new Map(),
    isSpokenFor: ({ id, account }, nonce) =>
      sorted().some(
        (other) => other.id !== id && other.account === account && !isSettled(other) && (other.signed.at(-1)?.nonce ?? -1) >= nonce,
      ),
    isDropped: (id) => dropped.has(id),
  }

  const stepOf = (row: QueueRow): Promise<StepResult> => {
    // A row found in `signing` was left there by a crash: the person is asked again.
    if (isLoose(row)) return reviewRow(context, row)
    if (row.signed.length === 0) return signRow(context, row)
    return row.state === 'waiting' ? sendRow(context, row) : trackRow(context, row)
  }
  const rest = (row: QueueRow, result: StepResult): void => {
    if (result === 'moved') {
      pauses.delete(row.id)
      return
    }
    const { poll, slowestPoll } = client.profile
    const length = result === 'rest' ? poll : Math.min((pauses.get(row.id)?.length ?? poll / 2) * 2, slowestPoll)
    pauses.set(row.id, { until: clock.now() + length, length })
  }
  const postpone = (row: QueueRow, error: unknown): void => {
    const now = rows.get(row.id) ?? row
    rest(row, wait(context, now.state === 'signing' ? context.save(now, { state: 'waiting' }) : now, error))
  }
  const run = async (row: QueueRow, step: (row: QueueRow) => Promise<StepResult>): Promise<void> => {
    try {
      rest(row, await step(row))
    } catch (error) {
      try {
        postpone(row, error)
      } catch (unsaved) {
        rest(row, 'later')
        onFailure(unsaved)
      }
    }
  }
  const isDue = (row: QueueRow): boolean => (pauses.get(row.id)?.until ?? 0) <= clock.now()
  const candidates = (): readonly QueueRow[] => {
    const all = sorted()
    const accounts = new Set(all.map((row) => row.account))
    const first = [...accounts].flatMap((account) => nextOf(all, account) ?? [])
    return [...all.filter((row) => row.state === 'anchored' || isLoose(row)), ...first].filter((row) => !busy.has(row.id))
  }
  const begin = (row: QueueRow, step = stepOf): Promise<void> => {
    const done = run(row, step).finally(() => {
      busy.delete(row.id)
      schedule()
    })
    busy.set(row.id, done)
    return done
  }
  const look = (): void => {
    for (const row of candidates().filter(isDue)) void begin(row)
  }
  const schedule = (): void => {
    cancelTimer()
    if (!running) return
    const next = Math.min(...candidates().map((row) => pauses.get(row.id)?.until ?? 0))
    if (next !== Number.POSITIVE_INFINITY) cancelTimer = clock.setTimer(tick, Math.max(0, next - clock.now()))
  }
  const tick = (): void => {
    look()
    schedule()
  }

  const mustHave = (id: string): QueueRow => {
    const row = rows.get(id)
    if (!row) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'id', id } })
    return row
  }
  const isUnsigned = (row: QueueRow): boolean => row.state === 'waiting' && row.signed.length === 0
  const isSame = (row: QueueRow, intent: Intent): boolean =>
    row.account === intent.account && JSON.stringify(row.call) === JSON.stringify(intent.call)

  return {
    enqueue: (intent, beside) => {
      const known = rows.get(intent.id)
      if (known && !isSame(known, intent)) throw new DaomeshError('REQUEST_CONFLICT', { meta: { id: intent.id } })
      if (known) return known
      const at = clock.now()
      const order = sorted().reduce((highest, row) => Math.max(highest, row.order), 0) + 1
      const row: QueueRow = {
        ...intent,
        chain,
        order,
        state: 'waiting',
        signed: [],
        mined: null,
        error: null,
        createdAt: at,
        changedAt: at,
      }
      put(row, beside?.(row))
      schedule()
      return row
    },
    rows: sorted,
    row: (id) => rows.get(id),
    retry: (id) => {
      const row = mustHave(id)
      if (row.state !== 'failed') return row
      const order = sorted().reduce((highest, other) => Math.max(highest, other.order), 0) + 1
      const again = context.save(row, { order, state: 'waiting', signed: [], mined: null, error: null })
      schedule()
      return again
    },
    accelerate: async (id) => {
      await busy.get(id)
      const row = mustHave(id)
      if (row.state === 'sent' && !busy.has(id)) await begin(row, (own) => signRow(context, own))
      return mustHave(id)
    },
    drop: async (id) => {
      if (!isUnsigned(mustHave(id))) return mustHave(id)
      dropped.add(id)
      try {
        // It is being tried out: over soon, since nobody is asked.
        await busy.get(id)
        const row = mustHave(id)
        const error = new DaomeshError('SIGNING_REFUSED', { meta: { reason: 'taken back before it was signed' } }).toJSON()
        if (isUnsigned(row)) context.save(row, { state: 'failed', error })
      } finally {
        dropped.delete(id)
        schedule()
      }
      return mustHave(id)
    },
    recheck: async () => {
      for (const account of new Set(sorted().map((row) => row.account))) {
        const { latest } = await client.nonces(account)
        const lost = sorted().filter(
          (row) => row.account === account && row.state === 'final' && (row.signed.at(-1)?.nonce ?? -1) >= latest,
        )
        for (const row of lost) context.save(row, { state: 'sent', mined: null })
      }
      schedule()
    },
    nudge: async () => {
      pauses.clear()
      look()
      while (busy.size > 0) {
        await Promise.all(busy.values())
        look()
      }
    },
    start: () => {
      running = true
      tick()
    },
    stop: () => {
      running = false
      cancelTimer()
    },
  }
}
