/** `stored`: the bare one, where each message is stored too, as durably as ours. */
export type Side = 'ours' | 'bare' | 'stored'

/** A stretch of messages at a steady rate: the nth is due at `from` + n · `every`, whether or not those before it are through. */
export type Stretch = { readonly side: Side; readonly from: number; readonly every: number; readonly count: number }

export type ChildCommand =
  | { readonly type: 'dial'; readonly ours: string; readonly bare: string }
  | { readonly type: 'ready' }
  | { readonly type: 'publish'; readonly side: Side; readonly n: number }
  | ({ readonly type: 'stretch' } & Stretch)
  | { readonly type: 'collect' }
  | { readonly type: 'stop' }

/** Ids of messages and times, in pairs. */
export type Times = readonly (readonly [id: string, at: number])[]

/** Times are milliseconds of the machine's monotonic clock. */
export type ChildReport =
  | { readonly type: 'up'; readonly ours: string; readonly bare: string }
  | { readonly type: 'dialled' }
  | { readonly type: 'ready'; readonly ours: number; readonly bare: number }
  | { readonly type: 'sent'; readonly side: Side; readonly id: string; readonly n: number; readonly at: number }
  | { readonly type: 'got'; readonly side: Side; readonly id: string; readonly at: number }
  /** Of a stretch: when each own message was due, and when each of the others came. */
  | { readonly type: 'collected'; readonly due: Times; readonly got: Times }
