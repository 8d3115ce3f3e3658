import type { NodeClient } from '@daomesh/node/client'
import { sumText } from './budget.ts'
import { lines, table, when } from './table.ts'

type Page = Awaited<ReturnType<NodeClient['deals']['get']>>
type OfferRow = Page['offerRows'][number]

const days = (seconds: number): string => `${Math.round(seconds / 8_640) / 10} days`
const percent = (bps: number): string => `${bps / 100} %`

const termText = (row: OfferRow, field: string, value: string): string => {
  if (field === 'amount') return sumText(row.terms.token, value)
  if (field === 'deliverBy' || field === 'validUntil') return when(Number(value) * 1000)
  if (field === 'reviewPeriod') return days(Number(value))
  return field === 'defaultSplit' ? percent(Number(value)) : value
}

const diffText = (row: OfferRow): string => {
  if (row.diff === null) return ''
  const terms = row.diff.terms.map(
    ({ field, before, after }) => `  ${field}: ${termText(row, field, before)} → ${termText(row, field, after)}`,
  )
  const marks = { same: ' ', removed: '-', added: '+' } as const
  const brief = (row.diff.brief?.lines ?? []).filter(({ kind }) => kind !== 'same').map(({ kind, text }) => `  ${marks[kind]} ${text}`)
  const unread = row.diff.briefUnread ? ['  the brief is another one, and is not here yet'] : []
  return [`against ${row.diff.with.slice(0, 12)}:`, ...terms, ...brief, ...unread].join('\n')
}

const offerText = (row: OfferRow): string =>
  [
    lines([
      ['offer', row.offer],
      ['by', `${row.side}: ${row.authorName ?? row.author}, ${when(row.at)}`],
      ['state', row.status],
      ['pays', sumText(row.terms.token, row.terms.amount)],
      ['due', when(row.terms.deliverBy * 1000)],
      ['to be funded until', when(row.terms.validUntil * 1000)],
      ['review', days(row.terms.reviewPeriod)],
      ['reviewer', row.terms.reviewer],
      ['arbiter', `${row.terms.arbiter}, silent: ${percent(row.terms.defaultSplit)} to the hunter`],
      ['brief', row.brief === null ? 'not here yet' : row.brief.title],
      ...(row.note === '' ? [] : ([['note', row.note]] as const)),
      ...(row.answer === null
        ? []
        : ([['answer', `${row.answer.answer} by ${row.answer.authorName ?? row.answer.author} ${row.answer.reason}`]] as const)),
      ...(row.may.length === 0 ? [] : ([['you may', row.may.join(', ')]] as const)),
    ]),
    diffText(row),
  ]
    .filter((part) => part !== '')
    .join('\n')

export const dealText = (page: Page): string =>
  [
    lines([
      ['deal', page.space],
      ['title', page.title],
      ['state', page.status],
      ['issuer', page.issuer.name ?? page.issuer.account],
      ['hunter', page.hunter.name ?? page.hunter.account],
      ...(page.declined === null ? [] : ([['broken off', `by the ${page.declined.side}: ${page.declined.reason}`]] as const)),
      ['waits for you', page.waits ?? 'nothing'],
    ]),
    table(
      ['side', 'member', 'account', 'here'],
      [page.issuer, page.hunter].flatMap((party, i) =>
        party.members.map((one) => [
          i === 0 ? 'issuer' : 'hunter',
          one.name ?? '',
          one.account,
          one.online ? 'now' : one.here ? 'yes' : 'not yet',
        ]),
      ),
    ),
    ...page.offerRows.map(offerText),
  ].join('\n\n')
