import { createPublicClient, http, type PublicClient } from 'viem'

/** Milliseconds an endpoint may take for one answer. */
const patience = 10_000

/** One HTTP request carries everything asked in the same tick; retries are the callers' business, who know when to stop. */
export const connect = (rpcUrl: string): PublicClient =>
  createPublicClient({ transport: http(rpcUrl, { batch: true, retryCount: 0, timeout: patience }), cacheTime: 0 })
