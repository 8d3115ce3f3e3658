import { type Address, openPost, type PostId, type RevisionId } from '@daomesh/protocol'
import { wordsOf } from '../search/wordsOf.ts'
import { bucketOf } from '../store/bucketOf.ts'
import type { HeldRow, IssuerKind, MarketStore, PostKey, PostShelf, StoredPost } from '../store/marketStore.ts'
import { sortedBy } from '../store/sortedBy.ts'
import { guarded } from './guarded.ts'
import { openCache } from './openCache.ts'
import { createSearch } from './searchPosts.ts'
import { sqliteParcels } from './sqliteParcels.ts'

type Row = {
  readonly n: number
  readonly id: RevisionId
  readonly kind: IssuerKind
  readonly own: number
  readonly until: number
  readonly rank: number
  readonly bytes: number
  readonly wire: Uint8Array
}

const columns = 'p.n, p.id, p.kind, p.own, p.until, p.rank, p.bytes, w.wire'

/** Above so many posts their tags are counted once in so many seconds of chain time: it is a walk over all of them. */
const countAnewBelow = 2_000
const tagSeconds = 60

/**
 * A market in one SQLite file with a full-text index. It is a cache: a damaged file is thrown away when it is opened.
 * @throws DaomeshError `STORAGE_FAILED`, here and from every call.
 * @example
 * sqliteMarketStore({ path: ':memory:' }).size() // => { posts: 0, bytes: 0 }
 */
export const sqliteMarketStore = ({ path }: { readonly path: string }): MarketStore => {
  const db = openCache(path)
  const search = createSearch(db)
  const find = db.prepare<[string, string], Row>(`SELECT ${columns} FROM posts p JOIN wires w USING (n) WHERE p.issuer = ? AND p.post = ?`)
  const read = db.prepare<[number], Row>(`SELECT ${columns} FROM posts p JOIN wires w USING (n) WHERE p.n = ?`)
  const insert = db.prepare(
    `INSERT INTO posts (n, issuer, post, id, revision, kind, shelf, own, closed, expires, until, deadline, token, amount, open_to, bucket, rank, bytes)
     VALUES (@n, @issuer, @post, @id, @revision, @kind, @shelf, @own, @closed, @expires, @until, @deadline, @token, @amount, @openTo, @bucket, @rank, @bytes)`,
  )
  const insertWire = db.prepare('INSERT INTO wires (n, wire) VALUES (?, ?)')
  const insertTexts = db.prepare('INSERT INTO texts (rowid, title, tags, brief) VALUES (?, ?, ?, ?)')
  const insertTag = db.prepare('INSERT INTO tags (tag, n) VALUES (?, ?)')
  const deletePost = db.prepare('DELETE FROM posts WHERE n = ?')
  const deleteTexts = db.prepare('DELETE FROM texts WHERE rowid = ?')
  const count = db.prepare(
    'INSERT INTO issuers (issuer, kind, posts) VALUES (?, ?, ?) ON CONFLICT (issuer) DO UPDATE SET posts = posts + excluded.posts, kind = excluded.kind',
  )
  const forgetIssuer = db.prepare('DELETE FROM issuers WHERE issuer = ? AND posts <= 0')
  const weigh = db.prepare('UPDATE sizes SET posts = posts + ?, bytes = bytes + ? WHERE one = 1')
  const sizes = db.prepare<[], { posts: number; bytes: number }>('SELECT posts, bytes FROM sizes WHERE one = 1')
  const posts = db.prepare<[string], { posts: number }>('SELECT posts FROM issuers WHERE issuer = ?')
  const weighIssuer = db.prepare(
    'UPDATE issuers SET lowest = (SELECT min(rank) FROM posts p WHERE p.issuer = issuers.issuer AND p.own = 0) WHERE issuer = ?',
  )
  const loudest = db.prepare<[string], { issuer: Address; ofIssuer: number }>(
    'SELECT issuer, posts AS ofIssuer FROM issuers WHERE kind = ? AND lowest IS NOT NULL ORDER BY posts DESC, lowest LIMIT 1',
  )
  const lowest = db.prepare<[string], { post: PostId; rank: number }>(
    'SELECT post, rank FROM posts WHERE issuer = ? AND own = 0 ORDER BY rank LIMIT 1',
  )
  const issuers = db.prepare<[string], { issuer: Address }>('SELECT issuer FROM issuers WHERE kind = ?')
  const regardPosts = db.prepare("UPDATE posts SET kind = ? WHERE issuer = ? AND kind <> 'dao'")
  const regardIssuer = db.prepare("UPDATE issuers SET kind = ? WHERE issuer = ? AND kind <> 'dao'")
  const over = db.prepare<[number], { n: number; issuer: Address; kind: IssuerKind; bytes: number }>(
    'SELECT n, issuer, kind, bytes FROM posts WHERE until <= ?',
  )
  const inBucket = db.prepare<[number], HeldRow>('SELECT issuer, post, revision, id FROM posts WHERE bucket = ? ORDER BY issuer, post')
  const rowAt = db.prepare<[string, string], HeldRow>('SELECT issuer, post, revision, id FROM posts WHERE issuer = ? AND post = ?')
  const tagCounts = db.prepare<[string, number, number], { tag: string; posts: number }>(
    `SELECT t.tag, count(*) AS posts FROM tags t JOIN posts p USING (n) WHERE p.shelf = ? AND p.closed = 0 AND p.expires > ?
     GROUP BY t.tag ORDER BY posts DESC, t.tag LIMIT ?`,
  )

  const offered = new Map<
    PostShelf,
    { readonly now: number; readonly most: number; readonly rows: readonly { tag: string; posts: number }[] }
  >()

  const open = ({ id, kind, own, until, rank, wire }: Row): StoredPost => {
    const bytes = new Uint8Array(wire)
    return { id, wire: bytes, post: openPost(bytes).post, kind, own: own === 1, until, rank }
  }
  const drop = (row: { readonly n: number; readonly bytes: number }, issuer: Address, kind: IssuerKind): void => {
    deleteTexts.run(row.n)
    deletePost.run(row.n)
    count.run(issuer, kind, -1)
    forgetIssuer.run(issuer)
    weighIssuer.run(issuer)
    weigh.run(-1, -row.bytes)
  }
  const put = db.transaction(({ id, wire, post, kind, own, until, rank }: StoredPost) => {
    const before = find.get(post.issuer, post.post)
    if (before !== undefined) drop(before, post.issuer, before.kind)
    const { shelf, deadline, token, amount, openTo } = sortedBy(post)
    const { lastInsertRowid } = insert.run({
      // A revision stands where the post stood: changing it does not carry it to the top.
      n: before?.n ?? null,
      issuer: post.issuer,
      post: post.post,
      id,
      revision: post.revision,
      kind,
      shelf,
      own: own ? 1 : 0,
      closed: post.closed ? 1 : 0,
      expires: post.expires,
      until,
      deadline,
      token,
      amount: amount.padStart(40, '0'),
      openTo: typeof openTo === 'string' ? openTo : openTo.join(' '),
      bucket: bucketOf(post),
      rank,
      bytes: wire.length,
    })
    const n = Number(lastInsertRowid)
    insertWire.run(n, wire)
    insertTexts.run(n, ...[post.title, post.tags.join(' '), post.brief].map((text) => wordsOf(text).join(' ')))
    for (const tag of post.tags) insertTag.run(tag, n)
    count.run(post.issuer, kind, 1)
    weighIssuer.run(post.issuer)
    weigh.run(1, wire.length)
  })
  const remove = db.transaction(({ issuer, post }: PostKey) => {
    const row = find.get(issuer, post)
    if (row !== undefined) drop(row, issuer, row.kind)
  })
  const regard = db.transaction((issuer: Address, kind: IssuerKind) => {
    regardPosts.run(kind, issuer)
    regardIssuer.run(kind, issuer)
  })
  const sweep = db.transaction((now: number) => {
    const rows = over.all(now)
    for (const row of rows) drop(row, row.issuer, row.kind)
    return rows.length
  })
  return {
    get: guarded(({ issuer, post }) => {
      const row = find.get(issuer, post)
      return row === undefined ? null : open(row)
    }),
    row: guarded(({ issuer, post }) => rowAt.get(issuer, post) ?? null),
    put: guarded((row) => put(row)),
    remove: guarded((key) => remove(key)),
    sweep: guarded((now) => sweep(now)),
    size: guarded(() => sizes.get() ?? { posts: 0, bytes: 0 }),
    countOf: guarded((issuer) => posts.get(issuer)?.posts ?? 0),
    issuers: guarded((kind) => issuers.all(kind).map(({ issuer }) => issuer)),
    regard: guarded((issuer, kind) => regard(issuer, kind)),
    first: guarded((kind) => {
      const loud = loudest.get(kind)
      const first = loud === undefined ? undefined : lowest.get(loud.issuer)
      return loud === undefined || first === undefined ? null : { ...loud, ...first }
    }),
    search: guarded((query) => {
      const { places, total } = search(query)
      return {
        rows: places.flatMap((n) => {
          const row = read.get(n)
          return row === undefined ? [] : [open(row)]
        }),
        total,
      }
    }),
    tags: guarded((shelf, now, most) => {
      const isLarge = (sizes.get()?.posts ?? 0) > countAnewBelow
      const before = offered.get(shelf)
      if (isLarge && before !== undefined && before.most === most && now >= before.now && now < before.now + tagSeconds) return before.rows
      const rows = tagCounts.all(shelf, now, most)
      offered.set(shelf, { now, most, rows })
      return rows
    }),
    bucket: guarded((bucket) => inBucket.all(bucket)),
    parcels: sqliteParcels(db),
    close: () => db.close(),
  }
}
