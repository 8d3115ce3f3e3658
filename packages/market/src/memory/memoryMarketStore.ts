import type { Address } from '@daomesh/protocol'
import { queryWords, wordsOf } from '../search/wordsOf.ts'
import { bucketOf } from '../store/bucketOf.ts'
import { countAtMost, type HeldRow, type MarketStore, type PostKey, type PostQuery, type StoredPost } from '../store/marketStore.ts'
import { sortedBy } from '../store/sortedBy.ts'
import { memoryParcels } from './memoryParcels.ts'

type Row = { readonly row: StoredPost; readonly place: number; readonly title: string[]; readonly tags: string[]; readonly brief: string[] }

const nameOf = ({ issuer, post }: PostKey): string => `${issuer}:${post}`
const rowOf = ({ post, id }: StoredPost): HeldRow => ({ issuer: post.issuer, post: post.post, revision: post.revision, id })
const begins = (words: readonly string[], word: string): boolean => words.some((one) => one.startsWith(word))

const mayTake = (post: StoredPost['post'], wanted: PostQuery['openFor']): boolean => {
  const { openTo } = sortedBy(post)
  if (wanted === null || openTo === 'anyone') return true
  return openTo === 'daos' ? wanted.daos : openTo.some((account) => wanted.accounts.includes(account))
}

/** Title before tags before brief, as the real index weighs them. */
const weigh = ({ title, tags, brief }: Row, words: readonly string[]): number =>
  words.reduce((sum, word) => sum + (begins(title, word) ? 10 : 0) + (begins(tags, word) ? 5 : 0) + (begins(brief, word) ? 1 : 0), 0)

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * A market in memory, for the simulator and tests: it looks at every post.
 * @example
 * memoryMarketStore().size() // => { posts: 0, bytes: 0 }
 */
export const memoryMarketStore = (): MarketStore => {
  const rows = new Map<string, Row>()
  let places = 0
  const all = (): StoredPost[] => [...rows.values()].map(({ row }) => row)
  const stands = ({ post }: StoredPost, now: number): boolean => !post.closed && post.expires > now
  const countOf = (issuer: Address): number => all().filter(({ post }) => post.issuer === issuer).length

  const fits = ({ row, title, tags, brief }: Row, words: readonly string[], query: PostQuery): boolean => {
    const { post } = row
    return (
      sortedBy(post).shelf === query.shelf &&
      stands(row, query.now) &&
      words.every((word) => begins(title, word) || begins(tags, word) || begins(brief, word)) &&
      query.tags.every((tag) => post.tags.includes(tag)) &&
      (query.issuer === null || post.issuer === query.issuer) &&
      (query.token === null || sortedBy(post).token === query.token) &&
      mayTake(post, query.openFor) &&
      (query.keeps === null || query.keeps(post.issuer))
    )
  }
  const order = (query: PostQuery, words: readonly string[]) => {
    const newest = (a: Row, b: Row): number => b.place - a.place
    const sign = query.shelf === 'sale' ? -1 : 1
    switch (query.sort) {
      case 'newest':
        return newest
      case 'deadline':
        return (a: Row, b: Row) => sortedBy(a.row.post).deadline - sortedBy(b.row.post).deadline || newest(a, b)
      case 'reward':
        return (a: Row, b: Row) => {
          const [x, y] = [sortedBy(a.row.post), sortedBy(b.row.post)]
          return byText(x.token, y.token) || sign * byText(y.amount.padStart(40, '0'), x.amount.padStart(40, '0')) || newest(a, b)
        }
      case 'relevance':
        return (a: Row, b: Row) => weigh(b, words) - weigh(a, words) || newest(a, b)
    }
  }
  return {
    get: (key) => rows.get(nameOf(key))?.row ?? null,
    row: (key) => {
      const held = rows.get(nameOf(key))?.row
      return held === undefined ? null : rowOf(held)
    },
    put(row) {
      const { post } = row
      const name = nameOf(post)
      rows.set(name, {
        row,
        place: rows.get(name)?.place ?? (places += 1),
        title: wordsOf(post.title),
        tags: post.tags.flatMap(wordsOf),
        brief: wordsOf(post.brief),
      })
    },
    remove: (key) => void rows.delete(nameOf(key)),
    sweep(now) {
      const over = [...rows].filter(([, { row }]) => row.until <= now)
      for (const [name] of over) rows.delete(name)
      return over.length
    },
    size: () => ({ posts: rows.size, bytes: all().reduce((sum, { wire }) => sum + wire.length, 0) }),
    countOf,
    issuers: (kind) => [...new Set(all().flatMap((row) => (row.kind === kind ? [row.post.issuer] : [])))],
    regard(issuer, kind) {
      for (const [name, held] of rows)
        if (held.row.post.issuer === issuer && held.row.kind !== 'dao') rows.set(name, { ...held, row: { ...held.row, kind } })
    },
    first(kind) {
      let first: StoredPost | null = null
      for (const row of all().filter((one) => one.kind === kind && !one.own)) {
        const [mine, best] = [countOf(row.post.issuer), first === null ? 0 : countOf(first.post.issuer)]
        if (first === null || mine > best || (mine === best && row.rank < first.rank)) first = row
      }
      return first === null
        ? null
        : { issuer: first.post.issuer, post: first.post.post, rank: first.rank, ofIssuer: countOf(first.post.issuer) }
    },
    search(query) {
      const words = queryWords(query.text)
      if (words.length === 0 && query.text.trim() !== '') return { rows: [], total: 0 }
      const found = [...rows.values()].filter((row) => fits(row, words, query)).toSorted(order(query, words))
      return {
        rows: found.slice(query.offset, query.offset + query.limit).map(({ row }) => row),
        total: Math.min(found.length, countAtMost),
      }
    },
    tags(shelf, now, most) {
      const counts = new Map<string, number>()
      for (const row of all().filter((one) => sortedBy(one.post).shelf === shelf && stands(one, now)))
        for (const tag of row.post.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
      return [...counts]
        .map(([tag, posts]) => ({ tag, posts }))
        .toSorted((a, b) => b.posts - a.posts || byText(a.tag, b.tag))
        .slice(0, most)
    },
    bucket: (bucket) =>
      all()
        .filter(({ post }) => bucketOf(post) === bucket)
        .map(rowOf)
        .toSorted((a, b) => byText(nameOf(a), nameOf(b))),
    parcels: memoryParcels(),
    close: () => undefined,
  }
}
