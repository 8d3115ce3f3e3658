import { QueryClient } from '@tanstack/react-query'
import { DaomeshError } from '@daomesh/protocol'

/** Answers stay fresh until the node says that something changed; only a lost connection is asked again by itself. */
export const createCache = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 5 && error instanceof DaomeshError && error.code === 'API_UNAVAILABLE',
        retryDelay: (count) => Math.min(300 * 2 ** count, 3_000),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
