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
  const power = row.diff.brief?.power ?? null
  const promised = power === null ? [] : [`  power: ${power[0]} → ${power[1]}`]
  const unread = row.diff.briefUnread ? ['  the brief is another one, and is not here yet'] : []
  return [`against ${row.diff.with.slice(0, 12)}:`, ...terms, ...promised, ...brief, ...unread].join('\n')
}

const termLines = (terms: OfferRow['terms']) =>
  [
    ['pays', sumText(terms.token, terms.amount)],
    ['due', when(terms.deliverBy * 1000)],
    ['to be funded until', when(terms.validUntil * 1000)],
    ['review', days(terms.reviewPeriod)],
    ['reviewer', terms.reviewer],
    ['arbiter', `${terms.arbiter}, silent: ${percent(terms.defaultSplit)} to the hunter`],
  ] as const

const questionStates = { asked: 'asked', yes: 'their ballots sign it', over: 'ended without a yes' } as const

/** How far the members of a DAO that is the hunter are. */
const questionText = ({ state, tally, decision, closesAt, mine }: NonNullable<OfferRow['question']>): string =>
  `${questionStates[state]}: ${tally.for} for, ${tally.against} against of ${tally.total}, until ${when(closesAt * 1000)}; you: ${mine ?? 'not yet'}; decision ${decision}`

const promiseStates = {
  words: 'not asked yet',
  unsigned: 'not promised yet',
  refused: 'not promised: the vote ended without',
  signed: 'promised',
  ready: 'can be given',
  given: 'given',
  lapsed: 'nothing is given, less than all was paid',
} as const

/** The power that an offer promises, what the hunter has by it, and how far the members of the issuing DAO have signed. */
const promiseText = ({ power, held, total, state, yes, of, question }: NonNullable<OfferRow['promise']>): string => {
  const [sum, all] = state === 'given' ? [held, total] : [BigInt(held) + BigInt(power), BigInt(total) + BigInt(power)]
  const ballot = question === null ? '' : `; you: ${question.mine ?? 'not yet'}; decision ${question.decision}`
  return `${power}, so ${sum} of ${all}: ${promiseStates[state]}, signed by ${yes} of ${of}${ballot}`
}

const offerText = (row: OfferRow): string =>
  [
    lines([
      ['offer', row.offer],
      ['by', `${row.side}: ${row.authorName ?? row.author}, ${when(row.at)}`],
      ['state', row.status],
      ...termLines(row.terms),
      ['brief', row.brief === null ? 'not here yet' : row.brief.title],
      ...(row.note === '' ? [] : ([['note', row.note]] as const)),
      ...(row.answer === null
        ? []
        : ([['answer', `${row.answer.answer} by ${row.answer.authorName ?? row.answer.author} ${row.answer.reason}`]] as const)),
      ...(row.question === null ? [] : ([['members', questionText(row.question)]] as const)),
      ...(row.promise === null ? [] : ([['power', promiseText(row.promise)]] as const)),
      ...(row.may.length === 0 ? [] : ([['you may', row.may.join(', ')]] as const)),
    ]),
    diffText(row),
  ]
    .filter((part) => part !== '')
    .join('\n')

/** The bounty that a proposal takes for its DAO. */
export const takenText = (taken: {
  readonly title: string
  readonly issuer: string
  readonly issuerName: string | null
  readonly bounty: string
  readonly terms: OfferRow['terms']
  readonly power: string | null
  readonly deal: { readonly space: string; readonly status: string } | null
}): string =>
  lines([
    ['takes the bounty', taken.title],
    ['issuer', taken.issuerName === null ? taken.issuer : `${taken.issuerName} (${taken.issuer})`],
    ...termLines(taken.terms),
    ...(taken.power === null ? [] : ([['power', `${taken.power} in the issuing DAO, if its members promise it`]] as const)),
    ['hash of the terms', taken.terms.termsHash],
    ['bounty', taken.bounty],
    ...(taken.deal === null ? [] : ([['deal', `${taken.deal.space}: ${taken.deal.status}`]] as const)),
  ])

/** The power that a proposal promises for a bounty. */
export const promisedText = (promised: {
  readonly title: string
  readonly hunter: string
  readonly hunterName: string | null
  readonly power: string
  readonly held: string
  readonly total: string
  readonly paid: 'open' | 'whole' | 'less'
  readonly bounty: string
}): string => {
  const { title, hunter, hunterName, power, held, total, paid, bounty } = promised
  const words = {
    open: 'once all was paid',
    whole: 'all was paid, so it can be given',
    less: 'less than all was paid, so nothing is given',
  } as const
  return lines([
    ['promises power for', title],
    ['hunter', hunterName === null ? hunter : `${hunterName} (${hunter})`],
    ['power', `${power}, so ${BigInt(held) + BigInt(power)} of ${BigInt(total) + BigInt(power)}`],
    ['given', words[paid]],
    ['bounty', bounty],
  ])
}

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
    ...(page.arbiters.length === 0
      ? []
      : [
          table(
            ['arbiter', 'account', 'here'],
            page.arbiters.map((one) => [one.name ?? '', one.account, one.online ? 'now' : one.here ? 'yes' : 'not yet']),
          ),
        ]),
    ...page.offerRows.map(offerText),
  ].join('\n\n')
