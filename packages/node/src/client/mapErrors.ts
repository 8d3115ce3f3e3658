import { ORPCError } from '@orpc/client'
import type { ClientLink } from '@orpc/client'
import { catalogue, DaomeshError, toDaomeshError } from '@daomesh/protocol'

const isCoded = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string' && value.code in catalogue

/**
 * Gives an error its code back after it crossed a process: the node sends a coded error as `data`.
 * A refused input becomes `INPUT_INVALID`; a connection that broke or never stood becomes `API_UNAVAILABLE`.
 */
export const readError = (error: unknown): DaomeshError => {
  if (error instanceof DaomeshError) return error
  if (!(error instanceof ORPCError)) {
    const message = error instanceof Error ? error.message : String(error)
    return new DaomeshError('API_UNAVAILABLE', { cause: error, meta: { message } })
  }
  const data: unknown = error.data
  if (isCoded(data)) return toDaomeshError(data)
  if (isCoded(error)) return toDaomeshError({ code: error.code, meta: typeof data === 'object' ? data : {} })
  if (error.status === 401 || error.status === 403) return new DaomeshError('API_FORBIDDEN', { cause: error })
  if (error.status === 400) return new DaomeshError('INPUT_INVALID', { cause: error, meta: { message: error.message } })
  return new DaomeshError('INTERNAL', { cause: error, meta: { message: error.message } })
}

const isAbort = (signal: AbortSignal | undefined): boolean => signal?.aborted === true

const isIterator = (value: unknown): value is AsyncIteratorObject<unknown, unknown, void> =>
  typeof value === 'object' && value !== null && 'next' in value && Symbol.asyncIterator in value

const mapIterator = (iterator: AsyncIteratorObject<unknown, unknown, void>, signal: AbortSignal | undefined) => {
  const mapped: AsyncIteratorObject<unknown, unknown, void> = {
    next: async () => {
      try {
        return await iterator.next()
      } catch (error) {
        throw isAbort(signal) ? error : readError(error)
      }
    },
    return: async (value) => (await iterator.return?.(value)) ?? { done: true, value },
    throw: async (error) => {
      if (iterator.throw === undefined) throw error
      return iterator.throw(error)
    },
    [Symbol.asyncIterator]: () => mapped,
    [Symbol.asyncDispose]: async () => void (await iterator.return?.()),
  }
  return mapped
}

/** The same link, whose every failure is a DaomeshError; what the caller itself aborted stays as it is. */
export const mapErrors = <Context extends Record<never, never>>(link: ClientLink<Context>): ClientLink<Context> => ({
  call: async (path, input, options) => {
    try {
      const output = await link.call(path, input, options)
      return isIterator(output) ? mapIterator(output, options.signal) : output
    } catch (error) {
      throw isAbort(options.signal) ? error : readError(error)
    }
  },
})
