import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { formatEther } from '../format/formatEther.ts'
import { shortAddress } from '../format/checksumAddress.ts'
import { lengthOfTime } from '../format/duration.ts'

export type Sentence = { readonly key: string; readonly params: Readonly<Record<string, string | number>> }

/** The parameters that are amounts of the token a sentence names. */
const amounts = new Set(['units', 'bond', 'left', 'got'])
const isEther = ({ token }: Sentence['params']): boolean => /^0x0{40}$/.test(String(token))

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

/** Words a sentence that the node sent as key and parameters. A key from a newer node falls back to a neutral sentence, never to raw code. */
export const useSentence = (): ((sentence: Sentence) => string) => {
  const { t, i18n } = useTranslation()
  return useCallback(
    ({ key, params }) => {
      const worded = Object.fromEntries(
        Object.entries(params).map(([name, value]) => [
          name,
          isEther(params) && amounts.has(name) && /^\d+$/.test(String(value))
            ? t('parts.amount', { amount: formatEther(BigInt(value)) })
            : present(name, value, i18n.language),
        ]),
      )
      if (isEther(params) && i18n.exists(`${key}_ether`, worded)) return t(`${key}_ether` as 'sentence.unknown', worded)
      return i18n.exists(key, worded) ? t(key as 'sentence.unknown', worded) : t('sentence.unknown')
    },
    [t, i18n],
  )
}
