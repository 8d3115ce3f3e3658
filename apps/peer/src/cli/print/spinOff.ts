import type { NodeClient } from '@daomesh/node/client'
import { lines, table } from './table.ts'

type SpinOff = Awaited<ReturnType<NodeClient['spinOffs']['preview']>>

/** What a spin-off comes to. Amounts in each token's smallest unit. */
export const spinOffText = ({ name, newDao, leavers, stayers, tokens, pending }: SpinOff): string =>
  [
    lines([
      ['new DAO', name],
      ['at', newDao],
      ['too little left for', pending.map(({ title }) => title).join(', ')],
    ]),
    table(
      ['member', 'power', 'shares', ''],
      [...leavers.map((row) => ({ ...row, where: 'goes' })), ...stayers.map((row) => ({ ...row, where: 'stays' }))].map((row) => [
        row.name ?? row.account,
        row.power,
        row.shares,
        row.where,
      ]),
    ),
    table(
      ['token', 'held', 'goes along', 'stays'],
      tokens.map((row) => [
        row.symbol === '' ? row.token : row.symbol,
        row.held,
        row.goes,
        (BigInt(row.held) - BigInt(row.goes)).toString(),
      ]),
    ),
  ].join('\n\n')
