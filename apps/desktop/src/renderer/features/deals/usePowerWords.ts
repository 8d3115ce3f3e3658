import { useTranslation } from 'react-i18next'

type PowerWords = {
  /** What is promised, what the hunter has without it, and all power there is; decimal strings of whole units. */
  readonly power: string
  readonly held: string
  readonly total: string
  readonly hunter: string
  readonly issuer: string
  /** It is part of `held` and `total` already. */
  readonly given?: boolean
}

/** Millionths are enough for a part in percent with one digit, and fit a number. */
const partOf = (some: bigint, all: bigint): number => (all === 0n ? 0 : Number((some * 1_000_000n) / all) / 1_000_000)

/** What somebody has in a DAO once promised power was given: `X becomes a member with 5 of 105 power, 4.8 %`. */
export const usePowerWords = () => {
  const { t, i18n } = useTranslation()
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  return ({ power, held, total, hunter, issuer, given = false }: PowerWords): string => {
    const more = given ? 0n : BigInt(power)
    const [sum, all] = [BigInt(held) + more, BigInt(total) + more]
    const params = { power, held, hunter, issuer, sum: sum.toString(), all: all.toString(), percent: percent.format(partOf(sum, all)) }
    return t(given ? 'deals.promise.has' : held === '0' ? 'deals.promise.newcomer' : 'deals.promise.more', params)
  }
}
