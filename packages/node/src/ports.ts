import type { DeviceId, Signer, SpaceId } from '@daomesh/protocol'
import type { LogEvent } from './log/events.ts'

/** Small durable rows of the node itself: requests, spaces, keys, queue. A `set` is on disk when it returns. */
export type MetaStore = {
  readonly get: (key: string) => Uint8Array | undefined
  readonly set: (key: string, value: Uint8Array) => void
  /** All rows or none; null deletes. */
  readonly setAll: (rows: readonly (readonly [key: string, value: Uint8Array | null])[]) => void
  readonly delete: (key: string) => void
  readonly list: (prefix: string) => readonly { readonly key: string; readonly value: Uint8Array }[]
  /** Is told of a row that cannot be read: it stays where it is, and everything else goes on. */
  readonly unreadable?: (key: string, cause: unknown) => void
}

export type SignerState = {
  readonly state: 'none' | 'locked' | 'ready'
  readonly accounts: readonly string[]
  readonly page: string | null
  readonly pending: number
  /** The process or window that signed is gone: nothing can be signed until the next start. */
  readonly gone?: boolean
}

/** A signer with the desk where a person meets it: a window, a page or a terminal outside the node. */
export type SignerDesk = Signer & {
  readonly state: () => SignerState
  /** Brings the desk up; answers the page's address where it is a page. */
  readonly open: () => Promise<string | null>
  readonly onChange: (listener: () => void) => () => void
}

/** What a line of the log says beside its event. Only plain values: a key, a token or a whole record cannot slip in by way of an object. */
export type LogFacts = {
  readonly space?: SpaceId | undefined
  /** Of a device. An address it is dialled at is `address`. */
  readonly peer?: DeviceId | undefined
  /** Of the error catalogue. */
  readonly code?: string | undefined
  readonly [more: string]: string | number | boolean | null | undefined
}

/** One event name per fact. Never a secret: no key, token, password, phrase or invite. */
export type Logger = { readonly [Level in 'debug' | 'info' | 'warn' | 'error']: (event: LogEvent, facts?: LogFacts) => void }
