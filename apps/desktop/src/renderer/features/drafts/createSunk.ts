import type * as Y from 'yjs'

/** Words of one's own that went down with a paragraph which another deleted without having seen them. */
export type SunkWords = {
  readonly words: string
  /** Who deleted it. */
  readonly account: string | null
  /** The block at the root in which they stood. */
  readonly block: Y.ID
}

export type Sunk = {
  readonly all: () => readonly SunkWords[]
  readonly add: (one: SunkWords) => void
  readonly drop: (one: SunkWords) => void
  readonly onChange: (listener: () => void) => () => void
}

/** What went down while this pad was written in, until its writer puts it back or lets it go. */
export const createSunk = (): Sunk => {
  let all: readonly SunkWords[] = []
  const listeners = new Set<() => void>()
  const set = (next: readonly SunkWords[]): void => {
    all = next
    for (const listener of listeners) listener()
  }
  return {
    all: () => all,
    add: (one) => set([...all, one]),
    drop: (one) => set(all.filter((other) => other !== one)),
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
