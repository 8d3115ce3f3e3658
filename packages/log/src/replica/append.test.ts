import { limits, utf8 } from '@daomesh/protocol'
import { describe, expect, it } from 'vitest'
import { allBytes, carry, memberOf, note, peer, picture, put, rosters, seededRandom, statusOf } from '../fixtures/world.ts'
import { memoryDisk, memoryStore } from '../memory/index.ts'
import { LogEnded } from './logEnded.ts'

describe('append', () => {
  it('L10 opens the log first, fills in the place, and is there afterwards', async () => {
    const a = await peer('ann')
    const first = await a.append(note('hello'))
    const second = await a.append(note('again'))
    expect([first.seq, second.seq]).toEqual([1, 2])
    expect([...a.entries({ kind: 'note' })].map((e) => e.body)).toEqual([
      { v: 1, value: 'hello' },
      { v: 1, value: 'again' },
    ])
    expect([...a.entries()].at(-1)?.author).toEqual({ member: memberOf('ann'), device: expect.any(String), stream: 'governance' })
    expect(a.own('governance')).toMatchObject({ seq: 3, continuity: 'proven' })
    expect(a.heads('governance')).toEqual([{ log: first.log, state: 'open', seq: 2, id: second.id }])
    expect(a.idAt(first.log, 1)).toBe(first.id)
  })

  it('L12 cites the judged tips of others, not its own prev', async () => {
    const [a, b] = [await peer('ann'), await peer('ben')]
    const fromA = await a.append(note('a'))
    await carry(a, b)
    const fromB = await b.append(note('b'))
    await carry(b, a)
    const reply = await a.append(note('c'))
    const headers = new Map([...a.entries()].map((e) => [e.id, e.header]))
    expect([...b.entries()].find((e) => e.header.seq === 0 && e.author?.member === memberOf('ben'))?.header.parents).toEqual([fromA.id])
    expect(headers.get(reply.id)?.prev).toBe(fromA.id)
    expect(headers.get(reply.id)?.parents).toEqual([fromB.id])
  })

  it('L11 refuses to write what the rules would reject, and stores nothing', async () => {
    const a = await peer('ann')
    await a.append(note('ok'))
    const before = picture(a)
    await expect(a.append({ ...note('x'), kind: 'bad' })).rejects.toMatchObject({ code: 'ENTRY_BODY' })
    await expect(a.appendMany([note('fine'), { ...note('x'), kind: 'bad' }])).rejects.toMatchObject({ code: 'ENTRY_BODY' })
    expect(picture(a)).toEqual(before)
  })

  it('L62 D4 what names its log is refused whole where the own log is another one by then, and nothing of it is kept', async () => {
    const a = await peer('ann')
    const { log } = await a.append(note('first'))
    await a.append({ ...note('there'), log })
    await a.startFreshIncarnation('governance')
    const before = picture(a)
    await expect(a.append({ ...note('late'), log })).rejects.toThrow(LogEnded)
    await expect(a.appendMany([note('fine'), { ...note('late'), log }])).rejects.toThrow(LogEnded)
    expect(picture(a)).toEqual(before)
    await a.append(note('anew'))
    expect(a.heads('governance')).toHaveLength(2)
  })

  it('D5 a device of nobody in the roster cannot write', async () => {
    const zoe = await peer('zoe', { views: rosters(['ann', 'ben']).seen() })
    await expect(zoe.append(note('hi'))).rejects.toMatchObject({ code: 'ENTRY_AUTHOR' })
    expect(zoe.audit()).toEqual([])
  })

  it('L13 many at once are one transaction', async () => {
    let commits = 0
    const store = memoryStore({
      random: seededRandom('s'),
      fault: () => {
        commits++
        return null
      },
    })
    const a = await peer('ann', { store })
    commits = 0
    await a.appendMany(Array.from({ length: 50 }, (_, i) => put(`k${i}`, i)))
    expect(commits).toBe(1)
    expect(a.state.entries('set/')).toHaveLength(50)
  })

  it('L46 writes asked for at once share one transaction, in the order asked, and one that is refused takes nothing from the others', async () => {
    let commits = 0
    let fault: 'refuse' | null = null
    const store = memoryStore({
      random: seededRandom('s'),
      fault: () => {
        commits++
        return fault
      },
    })
    const [a, b] = [await peer('ann', { store }), await peer('ben')]
    await a.append(note('before'))
    await carry(a, b)
    const answer = await b.append(note('b'))
    await carry(b, a)
    commits = 0
    const outcomes = await Promise.allSettled([
      a.append({ ...note('1'), meta: [['row/1', Uint8Array.of(1)]] }),
      a.append({ ...note('x'), kind: 'bad' }),
      a.append({
        ...note('y'),
        meta: () => {
          throw new TypeError('no row')
        },
      }),
      a.append({ ...note('2'), stream: 'draft/1' }),
      a.append(note('3')),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled', 'fulfilled'])
    expect(commits).toBe(1)
    expect(store.getMeta('row/1')).toEqual(Uint8Array.of(1))
    const written = [...a.entries({ kind: 'note' })].filter((e) => e.author?.member === memberOf('ann'))
    const place = (value: string) => written.find((e) => JSON.stringify(e.body) === JSON.stringify({ v: 1, value }))
    expect(['1', '3', '2'].map(place).map((e) => [e?.author?.stream, e?.header.seq])).toEqual([
      ['governance', 2],
      ['governance', 3],
      ['draft/1', 1],
    ])
    expect(place('3')?.header.parents).toEqual([])
    expect(place('1')?.header.parents).toEqual([answer.id])
    const before = picture(a)
    fault = 'refuse'
    const lost = await Promise.allSettled([a.append(note('4')), a.append(note('5'))])
    expect(lost.map((outcome) => outcome.status === 'rejected' && (outcome.reason as { code: string }).code)).toEqual([
      'STORAGE_FAILED',
      'STORAGE_FAILED',
    ])
    expect(picture(a)).toEqual(before)
  })

  it('L46 more than a batch takes several transactions', async () => {
    let commits = 0
    const a = await peer('ann', {
      store: memoryStore({
        random: seededRandom('s'),
        fault: () => {
          commits++
          return null
        },
      }),
    })
    await a.append(note('before'))
    commits = 0
    const each = Array.from({ length: 3 }, (_, i) =>
      a.appendMany(Array.from({ length: limits.batchEntries / 2 }, (_, k) => put(`k${i}-${k}`, k))),
    )
    expect((await Promise.all(each)).map((one) => one.length)).toEqual([256, 256, 256])
    expect(commits).toBe(2)
  })

  it('L5 writes rows of the node in the same transaction', async () => {
    let fail = false
    const store = memoryStore({ random: seededRandom('s'), fault: () => (fail ? 'refuse' : null) })
    const a = await peer('ann', { store })
    await a.append({ ...note('x'), meta: [['request/1', Uint8Array.of(1)]] })
    const named = await a.append({ ...note('z'), meta: (id) => [['named', utf8(id)]] })
    expect(store.getMeta('named')).toEqual(utf8(named.id))
    fail = true
    await expect(a.append({ ...note('y'), meta: [['request/2', Uint8Array.of(1)]] })).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
    expect(store.listMeta('request/').map(([key]) => key)).toEqual(['request/1'])
  })

  it('L4 K2 a refused write is not acknowledged, leaves the memory as the disk is, and later writes work', async () => {
    let fault: 'refuse' | null = null
    const a = await peer('ann', { store: memoryStore({ random: seededRandom('s'), fault: () => fault }) })
    const kept = await a.append(note('kept'))
    const before = picture(a)
    fault = 'refuse'
    await expect(a.append(note('lost'))).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
    expect(picture(a)).toEqual(before)
    fault = null
    const after = await a.append(note('after'))
    expect(statusOf(a, kept.id)).toBe('accepted')
    expect(statusOf(a, after.id)).toBe('accepted')
  })

  it('L3 a start loads rows and folds nothing again; other rules fold everything again', async () => {
    const disk = memoryDisk()
    const open = (foldVersion: number, count: { n: number }) =>
      peer('ann', {
        store: memoryStore({ random: seededRandom('s'), disk }),
        foldVersion,
        reduce: ({ id, header }) => {
          count.n++
          if (header.kind !== 'log.open') return { outcome: 'accepted', writes: [{ key: id, order: '', value: foldVersion }] }
          return { outcome: 'accepted', writes: [], author: { member: memberOf('ann'), device: header.device, stream: 'governance' } }
        },
      })
    const a = await open(1, { n: 0 })
    await a.appendMany(Array.from({ length: 20 }, (_, i) => note(String(i))))
    const same = { n: 0 }
    const again = await open(1, same)
    expect(same.n).toBe(0)
    expect(picture(again)).toEqual(picture(a))
    const other = { n: 0 }
    const newer = await open(2, other)
    expect(other.n).toBe(21)
    expect(newer.roots()).toEqual(a.roots())
    expect(newer.stateRoot()).not.toBe(a.stateRoot())
  })

  it('L14 tells listeners after it is durable, accepted entries in causal order', async () => {
    const [a, b] = [await peer('ann'), await peer('ben')]
    await a.appendMany([note('1'), note('2'), note('3')])
    const seen: string[] = []
    b.subscribe(({ accepted }) => seen.push(...accepted))
    await b.ingest([...allBytes(a)].reverse())
    expect(seen).toEqual([...a.entries()].map((e) => e.id))
  })

  it('L14 D1 a listener that throws makes no stored step look failed, and the others hear of it', async () => {
    const failures: unknown[] = []
    const disk = memoryDisk()
    const store = memoryStore({ random: seededRandom('s'), disk })
    const [a, b] = [await peer('ann'), await peer('ben', { store, onListenerFailure: (error) => void failures.push(error) })]
    const heard: string[] = []
    const fault = new TypeError('cannot read that')
    b.subscribe(() => {
      throw fault
    })
    b.subscribe(({ stored }) => heard.push(...stored))
    const own = await b.append(note('mine'))
    await a.append(note('theirs'))
    const report = await b.ingest(allBytes(a))
    expect(report).toMatchObject({ refused: 0, known: 0 })
    expect(report.stored).toHaveLength(2)
    expect(heard).toEqual(expect.arrayContaining([own.id, ...report.stored]))
    expect(failures).toEqual([fault, fault])
    const again = await peer('ben', { store: memoryStore({ random: seededRandom('s'), disk }) })
    expect(picture(again)).toEqual(picture(b))
  })
})
