import { AsyncLocalStorage } from 'node:async_hooks'
import type { MetaRow } from '@daomesh/log'
import { DaomeshError, encode, hashOf, toHex, utf8 } from '@daomesh/protocol'
import { z } from 'zod'
import type { MetaStore } from '../ports.ts'
import { readOutcome } from './readOutcome.ts'

/**
 * Turns an outcome into the row that remembers it, for a command that writes it in the same transaction as its record: a crash then falls before
 * both or after both.
 */
export type Keep<T> = (outcome: T) => MetaRow

/** A command's outcome is kept under its requestId, so that a retry after a lost answer never acts twice. */
export type Requests = {
  /**
   * Runs `act` once per id. The same id with the same input answers the stored outcome; with another input it is refused.
   * An outcome that `act` did not keep with its record is stored when it is done. A failure is not stored: nothing happened, so the same id may try again.
   * @throws DaomeshError `REQUEST_CONFLICT`; `STORAGE_DAMAGED` when the stored outcome cannot be read: then it is not known what to answer, and nothing is done.
   */
  readonly once: <T>(
    request: { readonly id: string; readonly name: string; readonly input: unknown },
    act: (keep: Keep<T>) => Promise<T>,
  ) => Promise<T>
  /**
   * The row that remembers an outcome of the request that is under way under this id, for what writes it together with what was done; null where no request
   * has that id, since the node acts by itself.
   */
  readonly keeping: (id: string, outcome: unknown) => MetaRow | null
  /** The id of the request that the running code works for; null where the node acts by itself. */
  readonly underWay: () => string | null
}

/** @param shapeOf what a command of this name answers. */
export const createRequests = (meta: MetaStore, shapeOf: (name: string) => z.ZodType = () => z.unknown()): Requests => {
  const running = new Map<string, { readonly inputHash: string; readonly outcome: Promise<unknown> }>()
  const keepers = new Map<string, Keep<unknown>>()
  const workedFor = new AsyncLocalStorage<string>()

  const once = async <T>(
    { id, name, input }: { id: string; name: string; input: unknown },
    act: (keep: Keep<T>) => Promise<T>,
  ): Promise<T> => {
    const key = `request:${id}`
    const inputHash = toHex(hashOf('daomesh/request/1', utf8(name), utf8(JSON.stringify(input))))
    const check = (known: string) => {
      if (known !== inputHash) throw new DaomeshError('REQUEST_CONFLICT', { meta: { requestId: id } })
    }
    const before = meta.get(key)
    if (before !== undefined) {
      const row = readOutcome(key, before)
      check(row.inputHash)
      return row.outcome(shapeOf(name)) as T
    }
    const flying = running.get(id)
    if (flying) {
      check(flying.inputHash)
      return (await flying.outcome) as T
    }
    let kept: string | null = null
    const row = (text: string): Uint8Array => encode({ inputHash, outcome: text })
    const keep: Keep<unknown> = (value) => {
      kept = JSON.stringify(value)
      return [key, row(kept)]
    }
    const carryOut = async (): Promise<T> => {
      const value = await act(keep)
      const text = JSON.stringify(value)
      // What was kept with the deed is what is answered, also where the command made more of it since.
      if (kept !== text) meta.set(key, row(text))
      return value
    }
    keepers.set(id, keep)
    const outcome = workedFor.run(id, carryOut)
    running.set(id, { inputHash, outcome })
    try {
      return await outcome
    } finally {
      running.delete(id)
      keepers.delete(id)
    }
  }
  return { once, keeping: (id, outcome) => keepers.get(id)?.(outcome) ?? null, underWay: () => workedFor.getStore() ?? null }
}
