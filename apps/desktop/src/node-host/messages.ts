/** Begins the node; comes with the port to the signer. `rpc` null: the sandbox chain of this machine. */
export type HostStart = { readonly type: 'start'; readonly home: string; readonly rpc: string | null; readonly version: string }

/** What the main process says to the node's process. `serve` comes with a port for one page. */
export type HostMessage = HostStart | { readonly type: 'serve' } | { readonly type: 'stop' }
