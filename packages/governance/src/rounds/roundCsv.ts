import type { RoundEvent, RoundFact, RoundId } from '@daomesh/protocol'
import type { RoundStanding } from './roundStanding.ts'

const columns = ['what', 'project', 'seat', 'account', 'amount', 'deserved', 'matched', 'transaction', 'block', 'log'] as const

type Line = Partial<Record<(typeof columns)[number], string | number | bigint>>

const lineOf = (fact: RoundFact): Line | null => {
  switch (fact.kind) {
    case 'funded':
      return { what: 'funded', account: fact.funder, amount: fact.amount }
    case 'contributed':
      return { what: 'contributed', project: fact.project, seat: fact.seat, account: fact.account, amount: fact.amount }
    case 'finalised':
      return { what: 'finalised', amount: fact.left, deserved: fact.deserved, matched: fact.pool - fact.left }
    case 'paid':
      return { what: 'paid', project: fact.project, account: fact.payee, amount: fact.contributed + fact.matched, matched: fact.matched }
    case 'poolRefunded':
      return { what: 'refunded of the pool', account: fact.funder, amount: fact.amount }
    case 'contributionRefunded':
      return { what: 'refunded', account: fact.account, amount: fact.amount }
    case 'opened':
      return { what: 'opened', account: fact.round.confederation }
    case 'calledOff':
      return { what: 'called off' }
    case 'credited':
    case 'claimed':
      return null
  }
}

const written = (line: Line): string => columns.map((column) => line[column]?.toString() ?? '').join(',')

/**
 * A round as comma-separated lines (RFC 4180), for whoever counts it again: first what each project has and is matched with, by place, then everything that
 * the chain told of it, in order, each with its proof: transaction, block and log. Amounts in the smallest unit of its token. Nothing in it is written by a
 * person, so nothing needs quotes.
 * @example
 * roundCsv(roundId.parse(root), { projects: [] }, []) // => 'what,project,seat,account,amount,deserved,matched,transaction,block,log\r\n'
 */
export const roundCsv = (id: RoundId, { projects }: Pick<RoundStanding, 'projects'>, events: readonly RoundEvent[]): string => {
  const results = projects.map(({ contributed, deserved, matched }, project) => ({
    what: 'result',
    project,
    amount: contributed,
    deserved,
    matched,
  }))
  const told = events.flatMap(({ fact, transaction, block, logIndex }): readonly Line[] => {
    const line = 'id' in fact && fact.id === id ? lineOf(fact) : null
    return line === null ? [] : [{ ...line, transaction, block, log: logIndex }]
  })
  return [columns.join(','), ...[...results, ...told].map(written)].map((line) => `${line}\r\n`).join('')
}
