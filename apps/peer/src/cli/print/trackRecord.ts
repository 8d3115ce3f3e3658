import type { NodeClient } from '@daomesh/node/client'
import { formatUnits } from './formatUnits.ts'

type TrackRecord = NonNullable<Awaited<ReturnType<NodeClient['mesh']['account']>>['record']>

const moneyText = (sums: TrackRecord['earned']): string =>
  sums
    .map(({ amount, token, symbol, decimals }) =>
      decimals === null ? `${amount} of ${token}` : `${formatUnits(amount, decimals)} ${symbol}`,
    )
    .join(', ')

/** A track record in lines; none where nothing is known. */
export const trackRecordLines = (record: TrackRecord | null): [string, string][] =>
  record === null
    ? []
    : [
        [
          'worked',
          `${record.hunted}: ${record.whole} paid whole, ${record.partial} in part, ${record.nothing} nothing; ${record.disputed} objected to`,
        ],
        ['earned', moneyText(record.earned)],
        ['gave work', String(record.issued)],
        ['paid', moneyText(record.paid)],
      ]
