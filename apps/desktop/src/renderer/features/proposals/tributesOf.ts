import type { Proposal } from './isUnderWay.ts'

/** What a proposal takes of an account as a tribute. */
export type TributeTaken = {
  readonly token: string
  readonly units: string
  /** Whether the chain would let it; null: not known. */ readonly allowed: boolean | null
}

type Read = {
  readonly calls: readonly {
    readonly summary: Proposal['calls'][number]['summary']
    readonly simulation: Pick<NonNullable<Proposal['calls'][number]['simulation']>, 'ok'> | null
  }[]
}

/** What a proposal takes of this account, which has to let it. */
export const tributesOf = ({ calls }: Read, account: string | null): readonly TributeTaken[] =>
  calls.flatMap(({ summary: { key, params }, simulation }) =>
    key === 'call.take' && account !== null && params['from'] === account
      ? [{ token: String(params['token']), units: String(params['units']), allowed: simulation?.ok ?? null }]
      : [],
  )
