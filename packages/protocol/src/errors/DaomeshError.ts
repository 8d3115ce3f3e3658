import { catalogue, type ErrorCode } from './catalogue.ts'

export type ErrorMeta = { readonly [key: string]: string | number | boolean | null }

/** The form in which an error crosses a process or a wire. */
export type ErrorJson = {
  readonly code: string
  readonly what: string
  readonly safe: string
  readonly todo: string
  readonly meta: ErrorMeta
}

/**
 * Every error a boundary answers with: a stable code, what happened, what is safe, what to do. Texts live in the catalogue, never at the throw.
 * @example
 * const error = new DaomeshError('INVITE_EXPIRED', { meta: { expired: '2026-01-01' } })
 * error.code // => 'INVITE_EXPIRED'
 */
export class DaomeshError extends Error {
  readonly code: ErrorCode
  readonly what: string
  readonly safe: string
  readonly todo: string
  readonly meta: ErrorMeta

  constructor(code: ErrorCode, options: { readonly meta?: ErrorMeta; readonly cause?: unknown } = {}) {
    const text = catalogue[code]
    super(`${code}: ${text.what}`, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'DaomeshError'
    this.code = code
    this.what = text.what
    this.safe = text.safe
    this.todo = text.todo
    this.meta = options.meta ?? {}
  }

  toJSON(): ErrorJson {
    return { code: this.code, what: this.what, safe: this.safe, todo: this.todo, meta: this.meta }
  }
}

/** What was caught, as an error: anything can be thrown, while streams and listeners are told of errors alone. */
export const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

/** Reads an error back from another process; anything unknown becomes `INTERNAL` with its message kept in `meta`. */
export const toDaomeshError = (error: unknown): DaomeshError => {
  if (error instanceof DaomeshError) return error
  if (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    Object.hasOwn(catalogue, error.code)
  ) {
    const meta = 'meta' in error && typeof error.meta === 'object' && error.meta !== null ? (error.meta as ErrorMeta) : {}
    return new DaomeshError(error.code as ErrorCode, { meta, cause: error })
  }
  return new DaomeshError('INTERNAL', { cause: error, meta: { message: error instanceof Error ? error.message : String(error) } })
}
