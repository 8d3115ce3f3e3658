import type { Logger } from '../ports.ts'

export type UnreadableRows = { readonly add: (key: string, cause: unknown) => void; readonly keys: () => readonly string[] }

/** Names of the rows that could not be read since the start: for the log, and for a screen that says what is missing. */
export const createUnreadableRows = (logger: Logger): UnreadableRows => {
  const keys = new Set<string>()
  return {
    add: (key, cause) => {
      if (keys.has(key)) return
      keys.add(key)
      logger.error('row.unreadable', { row: key, error: cause instanceof Error ? cause.name : String(cause) })
    },
    keys: () => [...keys].sort(),
  }
}
