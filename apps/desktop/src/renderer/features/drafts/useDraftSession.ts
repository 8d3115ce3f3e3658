import { useCallback, useEffect, useMemo, useState } from 'react'
import { useApi } from '../../api/ApiContext.ts'
import { openDraftSession } from './openDraftSession.ts'
import type { DraftSession } from './openDraftSession.ts'

type Opened = { readonly session: DraftSession | null; readonly error: unknown; readonly again: () => void }

/** Opens an editing session for as long as the screen shows it; opens a new one when the node rebuilt the document. */
export const useDraftSession = (space: string, draft: string): Opened => {
  const { client, transport } = useApi()
  const [round, setRound] = useState(0)
  /** Each round is a session of its own. */
  const at = useMemo(() => ({ space, draft, round }), [space, draft, round])
  const [session, setSession] = useState<DraftSession | null>(null)
  const [error, setError] = useState<unknown>(null)
  const again = useCallback(() => setRound((count) => count + 1), [])

  useEffect(() => {
    let opened: DraftSession | null = null
    let left = false
    const open = async (): Promise<void> => {
      try {
        opened = await openDraftSession({ client, transport, space: at.space, draft: at.draft, onRebuilt: again })
        if (left) opened.close()
        else setSession(opened)
      } catch (reason) {
        if (!left) setError(reason)
      }
    }
    void open()
    return () => {
      left = true
      setSession(null)
      setError(null)
      opened?.close()
    }
  }, [client, transport, at, again])

  return { session, error, again }
}
