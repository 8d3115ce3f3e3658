import { BaseError, RpcRequestError } from 'viem'
import type { Hex } from '@daomesh/protocol'

/** The error an endpoint answered with, as far as it can be read: all three are its own words, and it may put anything into them. */
export type EndpointAnswer = { readonly code: number; readonly words: string; readonly data: Hex }

/** JSON-RPC's internal error, where it names none. */
const unnamed = -32_603
const mostWords = 2_000
/** How deep `data` lies in `data` with endpoints that wrap each other. */
const deepest = 8

const isHex = (value: unknown): value is Hex => typeof value === 'string' && /^0x[0-9a-fA-F]*$/.test(value)

/** Endpoints put what a call returned into `data`, some one level deeper. */
const revertBytes = (value: unknown): Hex => {
  let at = value
  for (let level = 0; level < deepest && typeof at === 'object' && at !== null && 'data' in at; level++) at = at.data
  return isHex(at) ? at : '0x'
}

/** What the endpoint said no with; null where it did not answer, or what failed is something else. */
export const endpointAnswer = (error: unknown): EndpointAnswer | null => {
  const found = error instanceof BaseError ? error.walk((inner) => inner instanceof RpcRequestError) : null
  if (!(found instanceof RpcRequestError)) return null
  const { code, details, data }: { code: unknown; details: unknown; data?: unknown } = found
  return {
    code: typeof code === 'number' && Number.isSafeInteger(code) ? code : unnamed,
    words: typeof details === 'string' ? details.slice(0, mostWords) : '',
    data: revertBytes(data),
  }
}
