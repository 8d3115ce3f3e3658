import type { NodeClient } from '@daomesh/node/client'
import { lines, table } from './table.ts'

type Merger = Awaited<ReturnType<NodeClient['mergers']['preview']>>

const seat = (row: { readonly power: string; readonly shares: string } | null): string =>
  row === null ? '' : `${row.power} / ${row.shares}`

/** What a merger comes to. Amounts in each token's smallest unit. */
export const mergerText = ({ from, into, power, shares, members, tokens, stale, pending }: Merger): string =>
  [
    lines([
      ['goes', from.name ?? from.dao],
      ['into', into.name ?? into.dao],
      ['a share becomes', `${shares.numerator}/${shares.denominator}`],
      ['a unit of power', `${power.numerator}/${power.denominator}`],
      [
        'would fail for',
        [stale.from ? 'its roster' : '', stale.into ? 'the other roster' : '', ...stale.short].filter((why) => why !== '').join(', '),
      ],
      ['too little left for', pending.map(({ title }) => title).join(', ')],
    ]),
    table(
      ['member', 'power / shares', 'in the other', 'after'],
      members.map((row) => [row.name ?? row.account, seat(row.from), seat(row.into), seat(row.after)]),
    ),
    table(
      ['token', 'it holds', 'the other holds', 'it pays', 'fair weight of shares'],
      tokens.map((row) => [
        row.symbol === '' ? row.token : row.symbol,
        row.fromHeld,
        row.intoHeld,
        row.pays,
        row.fair === null ? '' : `${row.fair.numerator}/${row.fair.denominator}`,
      ]),
    ),
    table(
      ['could leave with', 'token', 'now', 'after'],
      tokens.flatMap((token) =>
        token.parts.map(({ account, before, after }) => [
          members.find((row) => row.account === account)?.name ?? account,
          token.symbol === '' ? token.token : token.symbol,
          before,
          after,
        ]),
      ),
    ),
  ].join('\n\n')
