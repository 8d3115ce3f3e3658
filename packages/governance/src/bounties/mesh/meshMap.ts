import type { Address, Hex } from '@daomesh/protocol'
import { partOff } from '../record/countedEngagements.ts'
import type { Engagement, EngagementState } from '../record/engagements.ts'
import { levelsOf } from '../record/levels.ts'

/** Everything that one account has another do for it, in one token. Capital goes from payer to payee, work the other way. */
export type Tie = {
  readonly payer: Address
  readonly payee: Address
  readonly token: Address
  readonly open: number
  readonly objected: number
  readonly settled: number
  /** Agreed together, in the token's smallest unit; `paid` of it came, `kept` of that stayed with the payee. */
  readonly amount: bigint
  readonly paid: bigint
  readonly kept: bigint
  /** Seconds of chain time: when the newest was funded or settled. */
  readonly latest: number
  /** It may be somebody paying itself (G9): such ties make no level and no record. */
  readonly washed: boolean
}

export type MeshMap = {
  /** By level as the work stands that is shown, open work included: where an account stands in the picture. */
  readonly rows: ReadonlyMap<Address, number>
  readonly ties: readonly Tie[]
}

export type MeshFilter = {
  readonly token: Address | null
  readonly states: ReadonlySet<EngagementState> | null
  readonly tag: string | null
  /** Seconds of chain time: alive in it, so funded before its end and not settled before its beginning. */
  readonly window: { readonly from: number; readonly until: number } | null
}

/** The engagements that a filter lets through. */
export const filterEngagements = (
  all: readonly Engagement[],
  { token, states, tag, window }: MeshFilter,
  tagsOf: (engagement: Engagement) => readonly string[],
): readonly Engagement[] =>
  all.filter(
    (one) =>
      (token === null || one.token === token) &&
      (states === null || states.has(one.state)) &&
      (window === null || (one.fundedAt < window.until && (one.settledAt === 0 || one.settledAt >= window.from))) &&
      (tag === null || tagsOf(one).includes(tag)),
  )

/**
 * The mesh that engagements make: who stands in which row, and what goes between whom. Ties in the order of payer, payee and token.
 * @example
 * meshOf([]).ties // => []
 */
export const meshOf = (engagements: readonly Engagement[]): MeshMap => {
  const parted = partOff(engagements)
  const rows = new Map(levelsOf(parted))
  for (const { payer, payee } of engagements) for (const account of [payer, payee]) if (!rows.has(account)) rows.set(account, 0)
  const washed = new Set<Hex>(parted.washed.map(({ key }) => key))
  const ties = new Map<string, { -readonly [K in keyof Tie]: Tie[K] }>()
  for (const one of engagements) {
    const { payer, payee, token } = one
    const name = `${payer}${payee}${token}`
    const tie = ties.get(name) ?? {
      payer,
      payee,
      token,
      open: 0,
      objected: 0,
      settled: 0,
      amount: 0n,
      paid: 0n,
      kept: 0n,
      latest: 0,
      washed: washed.has(one.key),
    }
    tie[one.state] += 1
    tie.amount += one.amount
    tie.paid += one.paid
    tie.kept += one.kept
    tie.latest = Math.max(tie.latest, one.fundedAt, one.settledAt)
    ties.set(name, tie)
  }
  return { rows, ties: [...ties].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, tie]) => tie) }
}
