import type { QueryClient } from '@tanstack/react-query'
import type { NodeClient, NodeTransport } from '@daomesh/node/client'
import { touchedBy } from './touchedBy.ts'

/** Many entries can arrive at once; one question per query and moment is enough. */
const GATHER_MS = 80

type FollowChangesParameters = { readonly client: NodeClient; readonly transport: NodeTransport; readonly cache: QueryClient }

/** Keeps every query fresh by the node's change stream, and asks for everything again after a lost connection. Answers what ends it. */
export const followChanges = ({ client, transport, cache }: FollowChangesParameters): (() => void) => {
  const ended = new AbortController()
  const topics = new Set<string>()
  let cursor: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let following = false

  const refresh = (): void => {
    timer = undefined
    const now = [...topics]
    topics.clear()
    void cache.invalidateQueries({ predicate: ({ queryKey }) => now.some((topic) => touchedBy(topic, queryKey)) })
  }

  const follow = async (): Promise<void> => {
    if (following || ended.signal.aborted) return
    following = true
    try {
      for await (const change of await client.node.changes({ cursor }, { signal: ended.signal })) {
        cursor = change.cursor
        for (const topic of change.topics) topics.add(topic)
        timer ??= setTimeout(refresh, GATHER_MS)
      }
    } catch {
      // The status bar shows the lost connection; what was missed is asked for again by the cursor or by the star topic.
    }
    following = false
    if (!ended.signal.aborted && transport.connection().state === 'open') setTimeout(() => void follow(), 1_000)
  }

  const stop = transport.onConnection(({ state }) => {
    if (state !== 'open') return
    void cache.invalidateQueries()
    void follow()
  })
  void follow()
  return () => {
    stop()
    ended.abort()
    clearTimeout(timer)
  }
}
