import {
  bodyHashOf,
  decodeEntry,
  decodeHeader,
  encode,
  encodeEntry,
  encodeHeader,
  type EntryHeader,
  entryIdOf,
  limits,
  type LogId,
  signedBytes,
  type SpaceId,
} from '@daomesh/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allBytes,
  carry,
  deviceOf,
  memberOf,
  note,
  opener,
  peer,
  picture,
  plain,
  put,
  rosters,
  sealing,
  seededRandom,
  shuffled,
  spaceKey,
  statusOf,
} from '../fixtures/world.ts'
import { pureVerifier } from '../verify/pureVerifier.ts'

/** Signs a header with a device's key, whatever it says. */
const forge = (who: string, header: Omit<EntryHeader, 'bodyHash' | 'bodySize'>, body: Uint8Array): Uint8Array => {
  const headerBytes = encodeHeader({ ...header, bodyHash: bodyHashOf(body), bodySize: body.length })
  return encodeEntry({ headerBytes, signature: deviceOf(who).sign(signedBytes(headerBytes)), body })
}
const base = (bytes: Uint8Array): EntryHeader => decodeEntry(bytes).header
const trusting = { verifyDevice: (items: readonly unknown[]) => Promise.resolve(items.map(() => true)) }

describe('ingest', () => {
  it('D1 bytes mutated anywhere are refused or the same entry, and never stored', { timeout: 120_000 }, async () => {
    const [a, b] = [await peer('ann'), await peer('ben')]
    await a.appendMany([note('one'), put('x', 1)])
    const good = allBytes(a)
    await b.ingest(good.slice(0, 1))
    const before = picture(b)
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.nat(2000), fc.integer({ min: 1, max: 255 }), async (which, at, flip) => {
        const bytes = (good[which] ?? new Uint8Array(1)).slice()
        const place = at % bytes.length
        bytes[place] = (bytes[place] ?? 0) ^ flip
        const report = await b.ingest([bytes])
        // A changed signature over a known header is the known entry: its id does not cover the signature.
        expect([report.stored.length, report.refused + report.known]).toEqual([0, 1])
      }),
      { numRuns: 400 },
    )
    expect(picture(b)).toEqual(before)
  })

  it('D1 cut off, lengthened, random and empty bytes are refused', async () => {
    const [a, b] = [await peer('ann'), await peer('ben')]
    await a.append(note('one'))
    const [good = new Uint8Array()] = allBytes(a)
    const long = new Uint8Array(limits.bodyBytes * 2)
    const bad = [new Uint8Array(), good.subarray(0, 40), Uint8Array.from([...good, 0]), encode({ a: 1 }), encode([1, 2, 3]), long]
    expect(await b.ingest(bad)).toEqual({ stored: [], known: 0, refused: bad.length })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        expect(await b.ingest([bytes])).toEqual({ stored: [], known: 0, refused: 1 })
      }),
      { numRuns: 200 },
    )
    expect(b.audit()).toEqual([])
  })

  it('D1 an entry of another space is refused', async () => {
    const [a, b] = [await peer('ann', { space: '11'.repeat(32) as SpaceId }), await peer('ben')]
    await a.append(note('one'))
    expect((await b.ingest(allBytes(a))).refused).toBe(2)
  })

  it('D2 a log cannot be written by another device, before or after its opening is known', async () => {
    const [a, b, c] = [await peer('ann'), await peer('ben'), await peer('cid')]
    const last = await a.append(note('mine'))
    const bytes = allBytes(a)
    const forged = forge('eve', { ...base(bytes[1]!), device: deviceOf('eve').device }, encode({ v: 1, value: 'not mine' }))
    await b.ingest(bytes)
    expect((await b.ingest([forged])).refused).toBe(1)
    expect(b.heads('governance')).toEqual([{ log: last.log, state: 'open', seq: 1, id: last.id }])
    await c.ingest([forged])
    await c.ingest(bytes)
    expect(picture(c)).toEqual(picture(b))
  })

  it('L25 D2 a signature by another device, and an opening that names another member, change nothing', async () => {
    const [a, b] = [await peer('ann'), await peer('ben', { views: rosters(['ann', 'ben']).seen() })]
    await a.append(note('mine'))
    const [opening] = allBytes(a)
    const { headerBytes, body } = decodeEntry(opening!)
    const badlySigned = encodeEntry({ headerBytes, signature: deviceOf('eve').sign(signedBytes(headerBytes)), body })
    expect((await b.ingest([badlySigned])).refused).toBe(1)
    const eve = await peer('eve')
    await eve.append(note('let me in'))
    await b.ingest(allBytes(eve))
    expect(b.audit().map(({ status, reason }) => [status, reason])).toEqual([
      ['rejected', 'ENTRY_AUTHOR'],
      ['rejected', 'ENTRY_LINK'],
    ])
    expect(b.state.size).toBe(0)
  })

  it('D2 a prev in another log, at another seq, or by another device never stands', async () => {
    const [a, b] = [await peer('ann'), await peer('ben')]
    await a.appendMany([note('1'), note('2')])
    await b.append(note('b'))
    const own = allBytes(a)
    const theirs = allBytes(b)
    const bad = [
      forge('ann', { ...base(own[2]!), prev: entryIdOf(decodeEntry(theirs[0]!).headerBytes) }, encode({ v: 1 })),
      forge('ann', { ...base(own[2]!), seq: 3, prev: decodeEntry(own[1]!).id }, encode({ v: 1 })),
    ]
    const [late, early] = [await peer('late'), await peer('early')]
    await late.ingest([...own, ...theirs])
    expect((await late.ingest(bad)).refused).toBe(2)
    await early.ingest(bad)
    expect(early.waiting().past).toBe(2)
    await early.ingest([...own, ...theirs])
    expect(picture(early)).toEqual(picture(late))
  })

  it('N7 replays, duplicates and any order are idempotent', async () => {
    const [a, b] = [await peer('ann'), await peer('ben')]
    await a.appendMany(Array.from({ length: 30 }, (_, i) => put(`k${i % 5}`, i)))
    const bytes = allBytes(a)
    const reversed = await b.ingest([...bytes].reverse())
    expect(reversed.stored).toHaveLength(31)
    const before = picture(b)
    expect(before).toEqual(picture(a))
    expect(await b.ingest([...bytes, ...bytes])).toEqual({ stored: [], known: 62, refused: 0 })
    expect(picture(b)).toEqual(before)
  })

  it('L20 a chain ten thousand deep completes from its last missing entry without recursion', { timeout: 120_000 }, async () => {
    const a = await peer('ann')
    const n = 10_000
    await a.appendMany(Array.from({ length: n }, (_, i) => ({ ...note(String(i)), ...plain })))
    const b = await peer('ben', { verifier: trusting })
    const [first, ...rest] = allBytes(a)
    await b.ingest(rest)
    expect(b.waiting().past).toBe(n)
    await b.ingest([first!])
    expect(b.waiting().past).toBe(0)
    expect(b.stateRoot()).toBe(a.stateRoot())
  })

  it('D8 a withheld parent, a withheld body, a missing key and an unknown view hold back nobody else', async () => {
    const chain = rosters(['ann', 'ben', 'eve'], ['ann', 'ben', 'eve', 'dan'])
    const [a, eve] = [await peer('ann', { views: chain.seen(1) }), await peer('eve', { views: chain.seen(2) })]
    const hidden = await eve.append(note('seen by nobody'))
    const dangling = await eve.append(note('rests on what is hidden'))
    const locked = await eve.append(note('only some have the key', 'governance', sealing(new Uint8Array(32).fill(5))))
    await a.append(note('fine'))
    const b = await peer('ben', { views: chain.seen(1) })
    const stripped = encodeEntry({ ...decodeEntry(eve.wire(hidden.id)!), body: null })
    expect(await b.ingest([stripped])).toEqual({ stored: [], known: 0, refused: 0 })
    await b.ingest([dangling, locked].map(({ bytes }) => bytes))
    await carry(a, b)
    const own = await b.append(note('goes on'))
    expect(statusOf(b, own.id)).toBe('accepted')
    expect([...b.entries({ kind: 'note' })].map((e) => (e.body as { value: string }).value)).toEqual(['fine', 'goes on'])
    expect(statusOf(b, dangling.id)).toBe('pending')
    expect(b.stateHash({ count: 0, eventRoot: '00'.repeat(32) })).not.toBeNull()
  })

  it('L25 D8 in mid-log: a rejected entry and one that breaks a rule of the code do not stop what follows', async () => {
    const [a, b] = [await peer('ann'), await peer('ben')]
    const opened = await a.append(note('1'))
    const device = deviceOf('ann').device
    const header = base(opened.bytes)
    const next = (kind: string, seq: number, prev: EntryHeader['prev']) =>
      forge('ann', { ...header, kind, seq, prev, device, keyId: null, parents: [] }, encode({ v: 1, value: 'x' }))
    const bad = next('bad', 2, opened.id)
    const boom = next('boom', 3, decodeEntry(bad).id)
    const fine = next('note', 4, decodeEntry(boom).id)
    const garbage = forge(
      'ann',
      { ...header, kind: 'note', seq: 5, prev: decodeEntry(fine).id, keyId: null, parents: [] },
      Uint8Array.of(0xff, 1),
    )
    await carry(a, b)
    await b.ingest([bad, boom, fine, garbage])
    expect([bad, boom, fine, garbage].map((bytes) => statusOf(b, decodeEntry(bytes).id))).toEqual([
      'rejected ENTRY_BODY',
      'rejected INTERNAL',
      'accepted',
      'rejected ENTRY_BODY',
    ])
  })

  it('L22 L32 what is locked is judged when the key comes, and until then the state hash names what it lacks', async () => {
    const secret = new Uint8Array(32).fill(5)
    const keys = [spaceKey]
    const cut = { count: 0, eventRoot: '00'.repeat(32) }
    const a = await peer('ann', { openBody: opener([spaceKey, secret]) })
    const b = await peer('ben', { openBody: opener(keys) })
    const locked = await a.append(put('x', 'secret', sealing(secret)))
    const after = await a.append(note('readable'))
    const draft = await a.append(note('locked', 'draft:1', sealing(secret)))
    const edit = await a.append(note('rests on it', 'draft:1'))
    await carry(a, b)
    expect([locked, after, draft, edit].map(({ id }) => statusOf(b, id))).toEqual(['locked', 'accepted', 'locked', 'pending'])
    const c = await peer('cleo', { openBody: opener([spaceKey]) })
    await carry(a, c)
    expect([a.unjudgedRoot(), b.unjudgedRoot()]).toEqual([null, c.unjudgedRoot()])
    expect(b.unjudgedRoot()).toMatch(/^[0-9a-f]{64}$/)
    expect(b.stateHash(cut)).toBe(c.stateHash(cut))
    expect(b.stateHash(cut)).not.toBe(a.stateHash(cut))
    const order: string[] = []
    b.subscribe(({ accepted }) => order.push(...accepted))
    keys.push(secret)
    await b.unlock()
    expect([locked, after, draft, edit].map(({ id }) => statusOf(b, id))).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
    expect(order.indexOf(draft.id)).toBeLessThan(order.indexOf(edit.id))
    expect(picture(b)).toEqual(picture(a))
    expect([b.unjudgedRoot(), b.stateHash(cut)]).toEqual([null, a.stateHash(cut)])
  })

  it('L65 L25 D8 what cites another stream is refused whatever that waits for, so nothing behind it waits for a key', async () => {
    const secret = new Uint8Array(32).fill(5)
    const views = rosters(['ann', 'ben', 'eve']).seen()
    const [a, eve] = await Promise.all(['ann', 'eve'].map((name) => peer(name, { views, openBody: opener([spaceKey, secret]) })))
    const b = await peer('ben', { views })
    const draft = await a!.append(note('locked', 'draft:1', sealing(secret)))
    const edit = await a!.append(note('rests on it', 'draft:1'))
    await a!.append(note('ann speaks'))
    const opened = await eve!.append(note('eve speaks'))
    const device = deviceOf('eve').device
    const next = (seq: number, prev: EntryHeader['prev'], parents: EntryHeader['parents'], more: Partial<EntryHeader> = {}) =>
      forge('eve', { ...base(opened.bytes), kind: 'note', seq, prev, device, keyId: null, parents, ...more }, encode({ v: 1, value: 'x' }))
    const crossing = next(2, opened.id, [edit.id])
    const fine = next(3, decodeEntry(crossing).id, [])
    await carry(eve!, a!)
    await a!.ingest([crossing, fine])
    const after = await a!.append(put('x', 'ann rests on what eve wrote next'))
    expect(decodeHeader(decodeEntry(after.bytes).headerBytes).parents).toContain(decodeEntry(fine).id)
    await carry(a!, b)
    const ids = [draft.id, edit.id, decodeEntry(crossing).id, decodeEntry(fine).id, after.id]
    expect(ids.map((id) => statusOf(b, id))).toEqual(['locked', 'pending', 'rejected ENTRY_STREAM', 'accepted', 'accepted'])
    expect(ids.slice(2).map((id) => statusOf(a!, id))).toEqual(['rejected ENTRY_STREAM', 'accepted', 'accepted'])
    const cut = { count: 0, eventRoot: '00'.repeat(32) }
    expect(b.stateHash(cut)).not.toBeNull()
    expect(b.stateHash(cut)).toBe(a!.stateHash(cut))
    expect((await b.foldAt(views)).stateRoot).toBe(b.stateRoot())
  })

  it('L21 L32 an unknown view waits for the chain; older facts give the state of who is behind', async () => {
    const chain = rosters(['ann', 'ben'], ['ann', 'ben', 'cid'])
    const behind = chain.seen(1)
    const [c, b] = [await peer('cid', { views: chain.seen() }), await peer('ben', { views: behind })]
    const entry = await c.append(note('new here'))
    await carry(c, b)
    expect([statusOf(b, entry.id), b.waiting().view]).toEqual(['pending', 1])
    expect(b.roots()).toEqual(c.roots())
    expect((await c.foldAt(behind)).stateRoot).toBe(b.stateRoot())
    behind.known = 2
    await b.viewsChanged()
    expect(picture(b)).toEqual(picture(c))
  })

  it('L26 D13 newer kinds are stored, counted in the root, relayed, and ignored by the state', async () => {
    const [a, b, c] = [await peer('ann'), await peer('ben'), await peer('cid')]
    const newer = await a.append({ stream: 'governance', kind: 'hologram.show', body: { v: 7 }, ...sealing() })
    await a.append(note('after'))
    await carry(a, b)
    await carry(b, c)
    expect(statusOf(c, newer.id)).toBe('opaque')
    expect(picture(c)).toEqual(picture(a))
    expect(c.entry(newer.id)).toBeNull()
    const author = (entry: { header: EntryHeader }) => ({ member: memberOf('ann'), device: entry.header.device, stream: 'governance' })
    const older = await peer('dan', {
      reduce: (entry) => (entry.header.opening ? { outcome: 'accepted', writes: [], author: author(entry) } : { outcome: 'opaque' }),
    })
    await carry(c, older)
    expect(older.roots()).toEqual(a.roots())
  })

  it('L23 entries whose past is missing are bounded: the loudest log loses its oldest', { timeout: 120_000 }, async () => {
    const b = await peer('ben', { verifier: trusting })
    const quiet = await peer('ann')
    await quiet.appendMany([note('1'), note('2')])
    const [, second, third] = allBytes(quiet)
    await b.ingest([third!])
    const header = { ...base(second!), log: '77'.repeat(32) as LogId, prev: 'ab'.repeat(32) as EntryHeader['prev'], parents: [] }
    const body = encode({ v: 1 })
    const flood = Array.from({ length: limits.pendingEntries + 50 }, (_, i) => unsigned({ ...header, seq: i + 5 }, body))
    await b.ingest(flood)
    expect(b.waiting().past).toBeLessThanOrEqual(limits.pendingEntries)
    expect(b.has(decodeEntry(third!).id)).toBe(true)
    await b.ingest(allBytes(quiet).slice(0, 2))
    expect(b.stateRoot()).toBe(quiet.stateRoot())
  })

  it('L7 the pure verifier gives the same replica', async () => {
    const [a, b] = [await peer('ann'), await peer('ben', { verifier: pureVerifier() })]
    await a.appendMany([note('1'), note('2'), note('3')])
    await carry(a, b)
    expect(picture(b)).toEqual(picture(a))
  })

  it('L31 D11 shuffled batches of any size give the same picture', { timeout: 120_000 }, async () => {
    const [a, b] = [await peer('ann'), await peer('ben')]
    for (let i = 0; i < 6; i++) {
      await a.append(put(`k${i % 2}`, i))
      await carry(a, b)
      await b.append(put(`k${i % 3}`, -i))
      await carry(b, a)
    }
    const bytes = allBytes(a)
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.integer({ min: 1, max: 9 }), async (seed, size) => {
        const c = await peer('cid')
        const items = shuffled(bytes, seededRandom(seed))
        for (let at = 0; at < items.length; at += size) await c.ingest(items.slice(at, at + size))
        expect(picture(c)).toEqual(picture(a))
      }),
      { numRuns: 25 },
    )
  })
})

const unsigned = (header: Omit<EntryHeader, 'bodyHash' | 'bodySize'>, body: Uint8Array): Uint8Array =>
  encodeEntry({
    headerBytes: encodeHeader({ ...header, bodyHash: bodyHashOf(body), bodySize: body.length }),
    signature: new Uint8Array(64),
    body,
  })
