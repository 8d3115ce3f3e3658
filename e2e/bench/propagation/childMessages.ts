export type Side = 'ours' | 'bare'

export type ChildCommand =
  | { readonly type: 'dial'; readonly ours: string; readonly bare: string }
  | { readonly type: 'ready' }
  | { readonly type: 'publish'; readonly side: Side; readonly n: number }
  | { readonly type: 'stop' }

/** Times are milliseconds of the machine's monotonic clock. */
export type ChildReport =
  | { readonly type: 'up'; readonly ours: string; readonly bare: string }
  | { readonly type: 'dialled' }
  | { readonly type: 'ready'; readonly ours: number; readonly bare: number }
  | { readonly type: 'sent'; readonly side: Side; readonly id: string; readonly n: number; readonly at: number }
  | { readonly type: 'got'; readonly side: Side; readonly id: string; readonly at: number }
