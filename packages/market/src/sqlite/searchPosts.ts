import type Database from 'better-sqlite3'
import { queryWords, wordsOf } from '../search/wordsOf.ts'
import { countAtMost, lookAtMost, type PostQuery } from '../store/marketStore.ts'

type Values = (string | number)[]

/** What the index is asked: all words, each as a beginning, and the words of all tags. Nothing of it can be read as its syntax: letters and digits only. */
const matchOf = ({ text, tags }: PostQuery): string | null => {
  const asked = [
    ...queryWords(text).map((word) => `"${word}" *`),
    ...tags.map(wordsOf).flatMap((words) => (words.length === 0 ? [] : [`tags : "${words.join(' ')}"`])),
  ]
  return asked.length === 0 ? null : asked.join(' AND ')
}

const conditions = (query: PostQuery): { readonly where: string; readonly values: Values } => {
  const parts = ['p.shelf = ?', 'p.closed = 0', 'p.expires > ?']
  const values: Values = [query.shelf, query.now]
  for (const tag of query.tags) {
    parts.push('EXISTS (SELECT 1 FROM tags t WHERE t.tag = ? AND t.n = p.n)')
    values.push(tag)
  }
  if (query.issuer !== null) {
    parts.push('p.issuer = ?')
    values.push(query.issuer)
  }
  if (query.token !== null) {
    parts.push('p.token = ?')
    values.push(query.token)
  }
  if (query.openFor !== null) {
    const { accounts, daos } = query.openFor
    parts.push(`(p.open_to = 'anyone'${daos ? " OR p.open_to = 'daos'" : ''}${accounts.map(() => ' OR instr(p.open_to, ?) > 0').join('')})`)
    values.push(...accounts)
  }
  if (query.keeps !== null) parts.push('keeps_issuer(p.issuer) = 1')
  return { where: parts.join(' AND '), values }
}

const orders = {
  newest: 'p.n DESC',
  deadline: 'p.deadline, p.n DESC',
  reward: 'p.token, p.amount DESC, p.n DESC',
  price: 'p.token, p.amount, p.n DESC',
  relevance: 'c.weight, p.n DESC',
} as const

type Found = { readonly n: number; readonly total: number }
type Statement = Database.Statement<unknown[], Found>

/** Statements by their text: a market is searched with few shapes of query. */
export const createSearch = (db: Database.Database) => {
  let keeps: PostQuery['keeps'] = null
  db.function('keeps_issuer', { deterministic: false }, (issuer: unknown) => (keeps?.(issuer as never) === false ? 0 : 1))
  const known = new Map<string, Statement>()
  const prepare = (text: string): Statement => {
    const statement = known.get(text) ?? db.prepare<unknown[], Found>(text)
    if (known.size < 64) known.set(text, statement)
    return statement
  }
  return (query: PostQuery): { readonly places: readonly number[]; readonly total: number } => {
    const match = matchOf(query)
    if (match === null && queryWords(query.text).length === 0 && query.text.trim() !== '') return { places: [], total: 0 }
    const { where, values } = conditions(query)
    const isRanked = match !== null && query.sort === 'relevance'
    const from =
      match === null
        ? `posts p WHERE ${where}`
        : `(SELECT rowid AS n${isRanked ? ', bm25(texts, 10, 5, 1) AS weight' : ''} FROM texts WHERE texts MATCH ? ORDER BY rowid DESC LIMIT ${lookAtMost}) c
           CROSS JOIN posts p ON p.n = c.n WHERE ${where}`
    const given: Values = match === null ? values : [match, ...values]
    const sort = query.sort === 'relevance' && !isRanked ? 'newest' : query.sort
    // Who pays looks for what costs least, who is paid for what brings most.
    const order = orders[sort === 'reward' && query.shelf === 'sale' ? 'price' : sort]
    keeps = query.keeps
    try {
      // Walking the index costs most, so what it finds is counted on the same walk; without words, counting stops early.
      const counting = match === null ? '0' : 'count(*) OVER ()'
      const found = prepare(`SELECT p.n AS n, ${counting} AS total FROM ${from} ORDER BY ${order} LIMIT ? OFFSET ?`).all(
        ...given,
        query.limit,
        query.offset,
      )
      const [first] = found
      const total =
        match !== null && (first !== undefined || query.offset === 0)
          ? (first?.total ?? 0)
          : (prepare(`SELECT 0 AS n, count(*) AS total FROM (SELECT 1 FROM ${from} LIMIT ${countAtMost})`).get(...given)?.total ?? 0)
      return { places: found.map(({ n }) => n), total: Math.min(total, countAtMost) }
    } finally {
      keeps = null
    }
  }
}
