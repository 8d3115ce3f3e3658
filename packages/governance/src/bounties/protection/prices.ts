import type { Address } from '@daomesh/protocol'
import type { Engagement } from '../record/engagements.ts'

/** What work of one tag was paid in one token, in one period. Amounts in the token's smallest unit. */
export type PriceRow = {
  readonly tag: string
  readonly token: Address
  /** Its first second of chain time; periods are counted from zero, so they are the same for everybody. */
  readonly from: number
  readonly count: number
  readonly least: bigint
  /** Half were paid at most this: of an even number the lower of the two in the middle, so it is a price that was paid. */
  readonly median: bigint
  readonly most: bigint
  readonly total: bigint
}

export type PricesParameters = {
  readonly engagements: readonly Engagement[]
  /** The words of an engagement, where they are known here. */
  readonly tagsOf: (engagement: Engagement) => readonly string[]
  /** Seconds of a period. */
  readonly period: number
}

const order = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The history of prices by tag: of settled work that was paid and that its payee did by itself, so that the price is one of work and not of leading it. Rows by
 * tag, token, then time.
 * @example
 * pricesOf({ engagements: [], tagsOf: () => [], period: 604_800 }) // => []
 */
export const pricesOf = ({ engagements, tagsOf, period }: PricesParameters): readonly PriceRow[] => {
  const groups = new Map<string, { readonly tag: string; readonly token: Address; readonly from: number; readonly paid: bigint[] }>()
  for (const one of engagements) {
    if (one.state !== 'settled' || one.split || one.paid === 0n) continue
    const from = Math.floor(one.settledAt / period) * period
    for (const tag of new Set(tagsOf(one))) {
      const name = JSON.stringify([tag, one.token, from])
      const group = groups.get(name) ?? { tag, token: one.token, from, paid: [] }
      group.paid.push(one.paid)
      groups.set(name, group)
    }
  }
  return [...groups.values()]
    .map(({ tag, token, from, paid }): PriceRow => {
      const sorted = paid.toSorted(order)
      const at = (index: number): bigint => sorted[index] ?? 0n
      return {
        tag,
        token,
        from,
        count: sorted.length,
        least: at(0),
        median: at(Math.floor((sorted.length - 1) / 2)),
        most: at(sorted.length - 1),
        total: sorted.reduce((sum, one) => sum + one, 0n),
      }
    })
    .toSorted((a, b) => order(a.tag, b.tag) || order(a.token, b.token) || a.from - b.from)
}
