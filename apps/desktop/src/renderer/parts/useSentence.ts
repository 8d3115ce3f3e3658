import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ether } from '@daomesh/protocol'
import { useCoin } from '../api/useCoin.ts'
import { usePetnames } from '../api/usePetnames.ts'
import { formatEther } from '../format/formatEther.ts'
import { shortAddress } from '../format/checksumAddress.ts'
import { lengthOfTime } from '../format/duration.ts'
import { formatUnits } from '../format/formatUnits.ts'
import { coinRow, type TokenRow, tokenName } from './TokenAmount.tsx'

export type Sentence = { readonly key: string; readonly params: Readonly<Record<string, string | number>> }

/** The parameters that are amounts of the token a sentence names. */
const amounts = new Set(['units', 'bond', 'left', 'got'])

/** What is known where a sentence stands. */
export type SentenceFacts = {
  /** What accounts are called; beside a name the address stays, for anybody may bear it. */
  readonly names?: ReadonlyMap<string, string> | undefined
  /** Tokens that a DAO of this member lists: their amounts are said in their own unit. */
  readonly tokenOf?: ((token: string) => TokenRow | null) | undefined
}

/** Amounts, addresses and times travel raw and are worded here. */
const present = (name: string, value: string | number, language: string): string | number => {
  const text = String(value)
  if (/^0x[0-9a-f]{40}$/i.test(text)) return shortAddress(text)
  if (/(^|[a-z])(wei|Wei)$/.test(name) && /^\d+$/.test(text)) return formatEther(BigInt(text))
  if (/(^|[a-z])(bps|Bps)$/.test(name))
    return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(Number(text) / 10_000)
  if (/(^|[a-z])(seconds|Seconds)$/.test(name) && /^\d+$/.test(text)) return lengthOfTime(Number(text), language)
  if (name === 'start' && /^\d+$/.test(text))
    return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' }).format(Number(text) * 1000)
  return value
}

/** Where a sentence counts ballots, one of them is one. */
const counted = ({ ballots }: Sentence['params']): { readonly count?: number } => (ballots === undefined ? {} : { count: Number(ballots) })

/** A name that its bearer chose, kept from turning what stands around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`

/**
 * Words a sentence that the node sent as key and parameters. A key from a newer node falls back to a neutral sentence, never to raw code. Where the token is
 * known, amounts are worded, and a text that ends in `_ether` is taken, which names no smallest unit.
 */
export const useSentence = ({ names, tokenOf }: SentenceFacts = {}): ((sentence: Sentence) => string) => {
  const { t, i18n } = useTranslation()
  const coin = useCoin()
  const petnames = usePetnames()
  return useCallback(
    ({ key, params }) => {
      const token = String(params['token'])
      const known = token === ether ? coinRow(coin) : (tokenOf?.(token) ?? null)
      const wording = (name: string, value: string | number): string | number => {
        if (known !== null && known.decimals !== null && amounts.has(name) && /^\d+$/.test(String(value)))
          return t('parts.tokenAmount', {
            amount: formatUnits(BigInt(value), known.decimals),
            symbol: token === ether ? coin : isolated(tokenName(known)),
          })
        const called = typeof value === 'string' ? (petnames.get(value) ?? names?.get(value)) : undefined
        if (called !== undefined) return t('parts.namedAccount', { name: isolated(called), address: shortAddress(String(value)) })
        return present(name, value, i18n.language)
      }
      const worded = {
        ...counted(params),
        ...Object.fromEntries(Object.entries(params).map(([name, value]) => [name, wording(name, value)])),
        coin,
      }
      if (known !== null && known.decimals !== null && i18n.exists(`${key}_ether`, worded))
        return t(`${key}_ether` as 'sentence.unknown', worded)
      return i18n.exists(key, worded) ? t(key as 'sentence.unknown', worded) : t('sentence.unknown')
    },
    [t, i18n, coin, petnames, names, tokenOf],
  )
}
