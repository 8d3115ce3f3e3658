import type { NodeClient } from '@daomesh/node/client'

export type MeshMap = Awaited<ReturnType<NodeClient['mesh']['map']>>
export type MeshAccount = MeshMap['accounts'][number]
export type Tie = MeshMap['ties'][number]
export type MeshToken = MeshMap['tokens'][number]
export type MeshFilter = Parameters<NodeClient['mesh']['map']>[0]
export type Protection = Awaited<ReturnType<NodeClient['mesh']['protection']>>
export type PowerWeb = Awaited<ReturnType<NodeClient['mesh']['power']>>
export type EngagementRow = Awaited<ReturnType<NodeClient['mesh']['engagements']>>['rows'][number]
export type TrackRecord = NonNullable<Awaited<ReturnType<NodeClient['mesh']['account']>>['record']>

/** What is looked at more closely: an account, or what goes between two. */
export type Chosen =
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'tie'; readonly payer: string; readonly payee: string }

export const countOf = ({ open, objected, settled }: Tie): number => open + objected + settled
/** A tie in the words of its worst state: what needs somebody's eyes first. */
export const stateOf = ({ objected, open }: Pick<Tie, 'objected' | 'open'>): 'objected' | 'open' | 'settled' =>
  objected > 0 ? 'objected' : open > 0 ? 'open' : 'settled'
