import { type Address, DaomeshError, type Fraction, limits, type Merger, type MergerMember } from '@daomesh/protocol'

export type MergeRostersParameters = Pick<Merger, 'from' | 'into' | 'power' | 'shares' | 'fromRoster' | 'intoRoster'>

/** What a roster is once the merger happened, and the lines that make it so. */
export type MergedRosters = {
  readonly takes: Merger['takes']
  /** As the chain writes it: sorted, without empty seats. */
  readonly roster: readonly MergerMember[]
}

const refused = (reason: string, meta: Readonly<Record<string, string>> = {}) =>
  new DaomeshError('MERGER_IMPOSSIBLE', { meta: { reason, ...meta } })

/** ⌊amount · numerator ÷ denominator⌋: nobody gets more than what was agreed on, and less than one unit stays behind. */
const weighed = (amount: bigint, { numerator, denominator }: Fraction): bigint => (amount * BigInt(numerator)) / BigInt(denominator)

const maxPower = (1n << 64n) - 1n
const maxShares = (1n << 128n) - 1n

type Row = { readonly account: Address; readonly kind: number; readonly power: bigint; readonly shares: bigint }
const rowOf = ({ account, kind, power, shares }: MergerMember): Row => ({ account, kind, power: BigInt(power), shares: BigInt(shares) })
const isSeat = ({ power, shares }: Row): boolean => power > 0n || shares > 0n

/** The seat that somebody has who sat in `from`: `had` there, `has` in `into` already. */
const joined = (
  had: Row,
  has: Row | undefined,
  weights: Pick<Merger, 'power' | 'shares'>,
): { readonly power: bigint; readonly mint: bigint } => {
  const [power, mint] = [weighed(had.power, weights.power), weighed(had.shares, weights.shares)]
  if ((had.power > 0n && power === 0n) || (had.shares > 0n && mint === 0n)) throw refused('rounding', { account: had.account })
  if (has !== undefined && has.kind !== had.kind) throw refused('kind', { account: had.account })
  if ((has?.power ?? 0n) + power > maxPower) throw refused('power', { account: had.account })
  return { power: (has?.power ?? 0n) + power, mint }
}

/**
 * The roster of two DAOs that become one: whoever has a seat in `from` gets one in `into`, with its power and shares by the agreed fractions, rounded down;
 * who sits in both has the sum. Nobody's shares of `into` change, so what was there is theirs as before, and never more shares are made than
 * ⌊shares that came · numerator ÷ denominator⌋. A seat of `into` in `from` becomes nothing, since what is paid is that of all; a seat of `from` in `into`
 * loses its vote, since its members vote themselves.
 * @throws DaomeshError `MERGER_IMPOSSIBLE` with the reason: `size` (too many seats), `rounding` (somebody's part comes to nothing), `kind` (one account is a key
 * here and a contract there), `power`, `shares` (more than the chain counts).
 * @example
 * const member = { kind: 0, power: '1', shares: '10' }
 * const half = { numerator: '1', denominator: '2' }
 * const one = { numerator: '1', denominator: '1' }
 * mergeRosters({ from: dao, into: bob, power: one, shares: half, fromRoster: [{ account: alice, ...member }], intoRoster: [{ account: carol, ...member }] }).takes // => [{ account: alice, kind: 0, power: '1', mint: '5' }]
 */
export const mergeRosters = ({ from, into, power, shares, fromRoster, intoRoster }: MergeRostersParameters): MergedRosters => {
  const own = new Map(
    intoRoster
      .map(rowOf)
      .filter(isSeat)
      .map((row) => [row.account, row]),
  )
  const coming = fromRoster.map(rowOf).filter((row) => isSeat(row) && row.account !== into)
  const changed = new Map(
    coming.map((had) => {
      const has = own.get(had.account)
      return [had.account, { kind: had.kind, ...joined(had, has, { power, shares }) }] as const
    }),
  )
  const shell = own.get(from)
  if (shell !== undefined) changed.set(from, { kind: shell.kind, power: 0n, mint: 0n })
  const accounts = [...new Set([...own.keys(), ...changed.keys()])].toSorted()
  const roster = accounts
    .map((account): Row => {
      const has = own.get(account)
      const to = changed.get(account)
      const [kind, kept] = [to?.kind ?? has?.kind ?? 0, has?.shares ?? 0n]
      return { account, kind, power: to?.power ?? has?.power ?? 0n, shares: kept + (to?.mint ?? 0n) }
    })
    .filter(isSeat)
  if (roster.length > limits.rosterMembers) throw refused('size', { members: roster.length.toString() })
  if (roster.reduce((sum, row) => sum + row.shares, 0n) > maxShares) throw refused('shares')
  const takes = [...changed].toSorted(([a], [b]) => (a < b ? -1 : 1))
  if (takes.length === 0) throw refused('nobody')
  return {
    takes: takes.map(([account, to]) => ({ account, kind: to.kind, power: to.power.toString(), mint: to.mint.toString() })),
    roster: roster.map((row) => ({ ...row, power: row.power.toString(), shares: row.shares.toString() })),
  }
}

/**
 * Whether the lines of a merger are those that its rosters and weights come to: whoever writes others makes no offer.
 * @example
 * const one = { numerator: '1', denominator: '1' }
 * const seat = { kind: 0, power: '1', shares: '10' }
 * const rows = { from: dao, into: bob, power: one, shares: one, pays: [], fromRoster: [{ account: alice, ...seat }], intoRoster: [{ account: carol, ...seat }] }
 * isFairMerger({ ...rows, takes: [{ account: alice, kind: 0, power: '1', mint: '99' }] }) // => false
 */
export const isFairMerger = (merger: Merger): boolean => {
  try {
    const { takes } = mergeRosters(merger)
    return (
      takes.length === merger.takes.length &&
      takes.every((line, i) => {
        const other = merger.takes[i]
        return other?.account === line.account && other.kind === line.kind && other.power === line.power && other.mint === line.mint
      })
    )
  } catch (error) {
    if (error instanceof DaomeshError) return false
    throw error
  }
}
