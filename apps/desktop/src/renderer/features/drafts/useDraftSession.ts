import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useApi } from '../../api/ApiContext.ts'
import type { DraftSession } from './openDraftSession.ts'
import type { Pad } from './openPad.ts'

type Opened = { readonly session: DraftSession | null; readonly error: unknown; readonly again: () => void }

/** Writes in a draft for as long as the screen shows it; what is not stored when it is left stays with the page until it is. */
export const useDraftSession = (space: string, draft: string): Opened => {
  const { drafts } = useApi()
  const [round, setRound] = useState(0)
  /** Each round opens it anew. */
  const at = useMemo(() => ({ space, draft, round }), [space, draft, round])
  const [session, setSession] = useState<DraftSession | null>(null)
  const [error, setError] = useState<unknown>(null)
  const again = useCallback(() => setRound((count) => count + 1), [])

  useEffect(() => {
    let left = false
    drafts.open(at.space, at.draft).then(
      (opened) => {
        if (!left) setSession(opened)
      },
      (reason: unknown) => {
        if (!left) setError(reason)
      },
    )
    return () => {
      left = true
      setSession(null)
      setError(null)
      drafts.leave(at.space, at.draft)
    }
  }, [drafts, at])

  return { session, error, again }
}

const nothing = () => () => undefined

/** The document an editor stands on. It is exchanged at once when another session takes over. */
export const usePad = (session: DraftSession | null): Pad | null =>
  useSyncExternalStore(session?.onPad ?? nothing, () => session?.pad() ?? null)
