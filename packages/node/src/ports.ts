import type { Signer } from '@daomesh/protocol'

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
}

/** A signer with the desk where a person meets it: a window, a page or a terminal outside the node. */
export type SignerDesk = Signer & {
  readonly state: () => SignerState
  /** Brings the desk up; answers the page's address where it is a page. */
  readonly open: () => Promise<string | null>
  readonly onChange: (listener: () => void) => () => void
}

export type Logger = {
  readonly info: (facts: object, message: string) => void
  readonly warn: (facts: object, message: string) => void
  readonly error: (facts: object, message: string) => void
  readonly debug: (facts: object, message: string) => void
}
