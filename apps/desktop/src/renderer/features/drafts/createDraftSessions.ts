import { openDraftSession } from './openDraftSession.ts'
import type { DraftSession, Saving } from './openDraftSession.ts'
import type { DraftClient, DraftTransport } from './openPad.ts'

export type Unsaved = { readonly space: string; readonly draft: string; readonly saving: Saving }

/** The drafts written in here. One is let go only when nobody looks at it and every word of it is stored. */
export type DraftSessions = {
  /** Who opens must leave. */
  readonly open: (space: string, draft: string) => Promise<DraftSession>
  readonly leave: (space: string, draft: string) => void
  /** Drafts that nobody looks at and whose last words are not stored. The same list until it changes. */
  readonly unsaved: () => readonly Unsaved[]
  readonly onUnsaved: (listener: () => void) => () => void
  /** Whether words would be lost if the page ended now. */
  readonly isPending: () => boolean
  /** Sends at once what waits for more to come: the page may end, or be put to sleep, in this moment. */
  readonly hurry: () => void
}

type Held = {
  readonly space: string
  readonly draft: string
  readonly session: Promise<DraftSession>
  opened: DraftSession | null
  users: number
}

export const createDraftSessions = (node: { readonly client: DraftClient; readonly transport: DraftTransport }): DraftSessions => {
  const held = new Map<string, Held>()
  const listeners = new Set<() => void>()
  let left: readonly Unsaved[] = []
  const keyOf = (space: string, draft: string) => `${space}/${draft}`

  const refresh = (): void => {
    const next = [...held.values()].flatMap(({ space, draft, opened, users }) =>
      users > 0 || opened === null ? [] : [{ space, draft, saving: opened.saving() }],
    )
    if (next.length === 0 && left.length === 0) return
    left = next
    for (const listener of listeners) listener()
  }

  /** Lets go of a draft that nobody looks at, once it is stored. */
  const settle = (key: string, one: Held): void => {
    const { opened, users } = one
    if (held.get(key) === one && users === 0 && opened !== null && opened.saving().state === 'saved') {
      held.delete(key)
      opened.close()
    }
    refresh()
  }

  const begin = (key: string, space: string, draft: string): Held => {
    const one: Held = { space, draft, session: openDraftSession({ ...node, space, draft }), opened: null, users: 0 }
    held.set(key, one)
    one.session.then(
      (session) => {
        one.opened = session
        session.onSaving(() => settle(key, one))
        settle(key, one)
      },
      () => {
        if (held.get(key) === one) held.delete(key)
      },
    )
    return one
  }

  return {
    open: (space, draft) => {
      const key = keyOf(space, draft)
      const one = held.get(key) ?? begin(key, space, draft)
      one.users += 1
      refresh()
      return one.session
    },
    leave: (space, draft) => {
      const key = keyOf(space, draft)
      const one = held.get(key)
      if (one === undefined) return
      one.users -= 1
      // Its outcome is the saving state.
      one.opened?.flush().catch(() => undefined)
      settle(key, one)
    },
    unsaved: () => left,
    onUnsaved: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    hurry: () => {
      // Its outcome is the saving state.
      for (const { opened } of held.values()) opened?.flush().catch(() => undefined)
    },
    isPending: () => [...held.values()].some(({ opened }) => opened !== null && opened.saving().state !== 'saved'),
  }
}
