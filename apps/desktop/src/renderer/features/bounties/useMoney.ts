import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatUnits } from '../../format/formatUnits.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { tokenName, type TokenRow } from '../../parts/TokenAmount.tsx'
import { useTokens } from '../market/useTokens.ts'

export type Money = {
  /** The token as this member knows it; null where no DAO of this member lists it: it may call itself anything. */
  readonly known: (token: string) => TokenRow | null
  /** Places behind the point in which an amount of it is written. */
  readonly decimalsOf: (token: string) => number
  /** What stands beside a number: the symbol, or the address of an unknown token. */
  readonly unitOf: (token: string) => string
  /** The whole amount in words, to the last unit. */
  readonly say: (token: string, units: string | bigint) => string
}

/** Amounts in the words of this member. */
export const useMoney = (): Money => {
  const { t } = useTranslation()
  const tokens = useTokens()
  const rows = useMemo(() => new Map(tokens.map((row) => [row.token, row])), [tokens])
  const known = useCallback((token: string) => rows.get(token) ?? null, [rows])
  const decimalsOf = useCallback((token: string) => known(token)?.decimals ?? 0, [known])
  const unitOf = useCallback(
    (token: string) => {
      const row = known(token)
      return row === null ? t('bounties.unitsOf', { token: shortAddress(token) }) : tokenName(row)
    },
    [known, t],
  )
  const say = useCallback(
    (token: string, units: string | bigint) =>
      t('parts.tokenAmount', { amount: formatUnits(BigInt(units), decimalsOf(token)), symbol: unitOf(token) }),
    [decimalsOf, unitOf, t],
  )
  return { known, decimalsOf, unitOf, say }
}
