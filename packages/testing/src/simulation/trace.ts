import { hashOf, toHex, utf8 } from '@daomesh/protocol'

/** Everything that happened in a run, in order, as one hash; and the last lines of it, for whoever must find a fault. */
export type Trace = {
  readonly note: (line: string) => void
  readonly last: (count: number) => readonly string[]
  readonly hash: () => string
}

const kept = 400

export const createTrace = (now: () => number, onLine?: (line: string) => void): Trace => {
  const lines: string[] = []
  let hash: Uint8Array = new Uint8Array(32)
  return {
    note: (line) => {
      const full = `${now()} ${line}`
      hash = hashOf('daomesh/testing/trace', hash, utf8(full))
      lines.push(full)
      onLine?.(full)
      if (lines.length > kept) lines.shift()
    },
    last: (count) => lines.slice(-count),
    hash: () => toHex(hash).slice(0, 32),
  }
}
