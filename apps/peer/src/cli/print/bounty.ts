import type { NodeClient } from '@daomesh/node/client'
import { sumText } from './budget.ts'
import { table } from './table.ts'

type Row = Awaited<ReturnType<NodeClient['bounties']['list']>>[number]
type Page = Awaited<ReturnType<NodeClient['bounties']['get']>>
type Due = Pick<Row['dues'][number], 'role' | 'amount' | 'other' | 'state'>

const dueText = (token: string, { role, amount, other, state }: Due): string =>
  `${role} ${sumText(token, amount)} ${role === 'owes' ? 'to' : 'from'} ${other}, ${state}`

type Line = Pick<Row, 'bounty' | 'title' | 'status' | 'token' | 'amount'> & { readonly dues: readonly Due[] }

/** One bounty of a list, with what it owes and waits for below it. */
export const bountyLine = ({ bounty, title, status, token, amount, dues }: Line): string =>
  [`${title}  ${sumText(token, amount)}, ${status}: ${bounty}`, ...dues.map((due) => dueText(token, due))].join('\n  ')

type Shown = Pick<Page, 'title' | 'status' | 'token' | 'amount' | 'margins' | 'leaves' | 'moves' | 'asked'>

/** A bounty by itself: who gets what, where its parts stand, what is being decided, and what can be done. */
export const bountyText = ({ title, status, token, amount, margins, leaves, moves, asked }: Shown): string =>
  [
    `${title}: ${sumText(token, amount)}, ${status}`,
    table(
      ['who', 'gets at most', 'passes on', 'keeps', 'on the chain'],
      margins.map((row) => [
        row.payee,
        sumText(token, row.amount),
        sumText(token, row.committed),
        sumText(token, row.margin),
        row.anchored ? 'yes' : 'no, not safe to start',
      ]),
    ),
    ...(leaves.length === 0
      ? []
      : [
          table(
            ['part', 'payee', 'state', 'is paid'],
            leaves.map((row) => [row.node, row.payee, row.state, sumText(token, row.margin)]),
          ),
        ]),
    ...asked.map(({ step, dao, decision }) => `the members of ${dao} are deciding on: ${step}, proposal ${decision}`),
    `you can: ${moves.length === 0 ? 'nothing now' : moves.map(({ move, node }) => (node === null ? move : `${move} ${node}`)).join(', ')}`,
  ].join('\n')
