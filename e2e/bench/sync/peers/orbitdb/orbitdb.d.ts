/** The part of OrbitDB that is used here; the package brings no types. */
declare module '@orbitdb/core' {
  import type { EventEmitter } from 'node:events'

  export type Database = {
    readonly address: string
    readonly add: (value: string) => Promise<string>
    readonly all: () => Promise<readonly { readonly hash: string; readonly value: string }[]>
    readonly log: { readonly storage: { readonly get: (hash: string) => Promise<Uint8Array> } }
    readonly events: EventEmitter
  }
  export type OrbitDB = {
    readonly open: (address: string, options?: { readonly AccessController?: unknown }) => Promise<Database>
  }
  export const createOrbitDB: (options: { readonly ipfs: unknown; readonly id: string; readonly directory: string }) => Promise<OrbitDB>
}
