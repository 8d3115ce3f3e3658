import { type Address, DaomeshError, type Genesis, type Hex, type Member, type Rules } from '@daomesh/protocol'

export type PlanSpinOffParameters = {
  /** The present members, with present balances. */
  readonly members: readonly Member[]
  readonly leavers: readonly Address[]
  readonly name: string
  readonly rules: Rules
  readonly chainId: bigint
  readonly chainGenesis: Hex
  readonly salt: Hex
}

const refused = (reason: string, meta: Readonly<Record<string, string>> = {}) =>
  new DaomeshError('SPIN_OFF_IMPOSSIBLE', { meta: { reason, ...meta } })
const sumOf = (rows: readonly Member[], of: 'power' | 'shares'): bigint => rows.reduce((sum, row) => sum + row[of], 0n)

/**
 * The founding of a DAO into which some members leave: just they, with the power and shares that they had, so that each owns the same part of what goes along as
 * before. `totalShares` is what their shares are a part of.
 * @throws DaomeshError `SPIN_OFF_IMPOSSIBLE` with the reason: `nobody`, `everybody`, `stranger` (no seat here), `power`, `shares` (those who go, or those who stay,
 * would have none).
 * @example
 * planSpinOff({ members: genesis.members, leavers: [], name: 'Hill', rules: genesis.rules, chainId: 1n, chainGenesis: genesis.chainGenesis, salt: genesis.salt }) // throws SPIN_OFF_IMPOSSIBLE
 */
export const planSpinOff = (parameters: PlanSpinOffParameters): { readonly genesis: Genesis; readonly totalShares: bigint } => {
  const { members, name, rules, chainId, chainGenesis, salt } = parameters
  const leavers = new Set(parameters.leavers)
  const stranger = [...leavers].find((account) => !members.some((member) => member.account === account))
  if (stranger !== undefined) throw refused('stranger', { account: stranger })
  const goes = members.filter(({ account }) => leavers.has(account))
  const stays = members.filter(({ account }) => !leavers.has(account))
  if (goes.length === 0) throw refused('nobody')
  if (stays.length === 0) throw refused('everybody')
  for (const held of ['power', 'shares'] as const) for (const side of [goes, stays]) if (sumOf(side, held) === 0n) throw refused(held)
  const sorted = goes.toSorted((a, b) => (a.account < b.account ? -1 : 1))
  return { genesis: { chainId, chainGenesis, name, members: sorted, rules, salt }, totalShares: sumOf(members, 'shares') }
}

/**
 * What goes along of a token, member by member as the contract pays it: each takes ⌊what is left · its shares ÷ shares left⌋. Together never more than
 * ⌊held · their shares ÷ all shares⌋, and less than one unit a head below it (R12, C15).
 * @example
 * spinOffParts(10n, [1n, 1n], 3n) // => [3n, 3n]
 */
export const spinOffParts = (held: bigint, shares: readonly bigint[], totalShares: bigint): readonly bigint[] => {
  let [left, of] = [held, totalShares]
  return shares.map((mine) => {
    const part = of === 0n ? 0n : (left * mine) / of
    left -= part
    of -= mine
    return part
  })
}
