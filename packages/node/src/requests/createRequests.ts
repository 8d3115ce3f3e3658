import type { MetaRow } from '@daomesh/log'
import { DaomeshError, decode, encode, hashOf, toHex, utf8 } from '@daomesh/protocol'
import { z } from 'zod'
import type { MetaStore } from '../ports.ts'

const stored = z.object({ inputHash: z.string(), outcome: z.string() })

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
   * @throws DaomeshError `REQUEST_CONFLICT`.
   */
  readonly once: <T>(
    request: { readonly id: string; readonly name: string; readonly input: unknown },
    act: (keep: Keep<T>) => Promise<T>,
  ) => Promise<T>
}

export const createRequests = (meta: MetaStore): Requests => {
  const running = new Map<string, { readonly inputHash: string; readonly outcome: Promise<unknown> }>()

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
      const row = stored.parse(decode(before))
      check(row.inputHash)
      return JSON.parse(row.outcome) as T
    }
    const flying = running.get(id)
    if (flying) {
      check(flying.inputHash)
      return (await flying.outcome) as T
    }
    let kept = false
    const row = (value: T): Uint8Array => encode({ inputHash, outcome: JSON.stringify(value) })
    const keep: Keep<T> = (value) => {
      kept = true
      return [key, row(value)]
    }
    const outcome = act(keep).then((value) => {
      if (!kept) meta.set(key, row(value))
      return value
    })
    running.set(id, { inputHash, outcome })
    try {
      return await outcome
    } finally {
      running.delete(id)
    }
  }
  return { once }
}
