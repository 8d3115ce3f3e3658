import { type EntryId, fromHex, type LogId } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { clientIdOf } from '../clientIdOf.ts'
import { element, struct, text, textNode, update } from '../testing/bytes.ts'
import { createWriter, draft, replay, sessionOf, type Writer } from '../testing/mesh.ts'
import { createDraftDocument } from './createDraftDocument.ts'
import { setAsideOf } from './setAside.ts'

test('Y14 two sessions that share a client id: one of them counts, whatever the order', () => {
  const [ana, ben] = [createWriter('ana').forge(Uint8Array.of(0, 0)), createWriter('ben').forge(Uint8Array.of(0, 0))]
  const loser = ana.log < ben.log ? ben : ana
  for (const order of [
    [ana, ben],
    [ben, ana],
  ]) {
    const asideOf = (named: EntryId | null, clientOf: (log: LogId) => number) => {
      const aside = setAsideOf(order, (id) => id === named, clientOf)
      return order.map(({ id }) => id).filter(aside.has)
    }
    expect(asideOf(null, () => 7)).toEqual([loser.id])
    expect(asideOf(null, (log) => (log === ana.log ? 7 : 8))).toEqual([])
    expect(asideOf(ana.id, () => 7)).toEqual([ana.id])
  }
})

/** A paragraph alone, as the first edit of a session. */
const paragraph = (client: number): Uint8Array => update(client, 0, [struct(7, element('paragraph'), {})])

test('Y14 Y13 D3 what a log says after a session that shares its client id counts alike in every order of arrival', () => {
  const [one, two] = [createWriter('mallory'), createWriter('mallory/2')]
  // Ground out in nine seconds: sessions of two logs of one member with the same 53 bits.
  const shared = [fromHex('000000000000000000035a1c4cffc226'), fromHex('000000000000000000186b4723729373')] as const
  const client = clientIdOf(draft, one.log, shared[0])
  expect(clientIdOf(draft, two.log, shared[1])).toBe(client)
  const says = (writer: Writer, session: Uint8Array, prev: EntryId | null) =>
    writer.forge(new Uint8Array(), {
      prev,
      parents: [],
      edit: { session, update: paragraph(clientIdOf(draft, writer.log, session)) },
    })
  const loses = says(one, shared[0], null)
  const after = says(one, sessionOf('another'), loses.id)
  const wins = says(two, shared[1], null)
  const orders = [
    [wins, loses, after],
    [loses, wins, after],
    [loses, after, wins],
  ]
  const [first, ...others] = orders.map((order) => {
    const document = replay(order)
    return [loses, after, wins].map(({ id }) => document.judgementOf(id))
  })
  expect(first?.[0]).toMatchObject({ outcome: 'rejected', reason: 'set-aside' })
  for (const other of others) expect(other).toEqual(first)
})

test('Y14 N4 however many entries a hostile device puts beside each other, each is looked at once, and none makes the document anew', () => {
  const eve = createWriter('eve')
  const siblings = Array.from({ length: 2_000 }, () => eve.forge(Uint8Array.of(0, 0), { prev: null, parents: [] })).sort((a, b) =>
    a.id < b.id ? -1 : 1,
  )
  const [counts, ...others] = siblings.map(({ id }) => id)
  if (counts === undefined) throw new Error('too few')
  // As the fold names them: all but the branch that counts. And as they stand where nobody has named any.
  for (const named of [others, []]) {
    const document = createDraftDocument({ draft })
    let rebuilt = 0
    document.onChange(({ type }) => (rebuilt += Number(type === 'rebuilt')))
    let looks = 0
    for (const [n, entry] of siblings.entries()) {
      // One comes after the other, and is named when it comes.
      if (n % 100 === 0) document.setAside(named.slice(0, n + 100))
      const counted = {
        ...entry,
        get edit() {
          looks += 1
          return entry.edit
        },
      }
      document.offer(counted)
    }
    expect(siblings.filter(({ id }) => document.judgementOf(id)?.outcome === 'admitted').map(({ id }) => id)).toEqual([counts])
    expect([rebuilt, looks < 10 * siblings.length]).toEqual([0, true])
  }
})

test('Y14 D3 taken one after the other, the same are set aside as all at once, and nothing earlier goes unsaid', () => {
  const idOf = (n: number, salt: number): EntryId => `${((n + 1) * salt) % 97}`.padStart(64, '0') as EntryId
  // Of each entry: its log, how far back the one before it lies, its session, whether the fold named it.
  const history = fc.array(fc.tuple(fc.integer({ max: 3, min: 0 }), fc.nat(6), fc.nat(2), fc.boolean()), { maxLength: 24 })
  const writers = ['a', 'b', 'c', 'd'].map((name) => createWriter(name))
  fc.assert(
    fc.property(history, fc.integer({ min: 1, max: 96 }), (drawn, salt) => {
      const named = new Set<EntryId>()
      const entries = drawn.flatMap(([log, back, session, isNamed], n) => {
        const writer = writers[log]
        const earlier = drawn.flatMap(([other], at) => (other === log && at < n ? [idOf(at, salt)] : []))
        const id = idOf(n, salt)
        if (isNamed && back > 3) named.add(id)
        const edit = { session: Uint8Array.of(session), update: Uint8Array.of(0, 0) }
        return writer === undefined ? [] : [writer.forge(edit.update, { id, prev: earlier.at(-1 - back) ?? null, parents: [], edit })]
      })
      // Few ids for many sessions, as if they had been ground out.
      const asideOf = (some: typeof entries) =>
        setAsideOf(
          some,
          (id) => named.has(id),
          (_, session) => session[0] ?? 0,
        )
      let aside = asideOf([])
      for (const [n, entry] of entries.entries()) {
        const before = entries.slice(0, n).filter(({ id }) => aside.has(id))
        const whole = asideOf(entries.slice(0, n + 1))
        const after = entries.slice(0, n).filter(({ id }) => whole.has(id))
        const isWell = aside.take(entry)
        if (isWell) {
          expect(after).toEqual(before)
          expect(aside.has(entry.id)).toBe(whole.has(entry.id))
        } else aside = whole
      }
    }),
  )
})

test('Y10 N5 a letter of two units costs the same after thousands of others', () => {
  const eve = createWriter('eve')
  let [prev, clock]: [EntryId | null, number] = [null, 2]
  const write = (bytes: Uint8Array): void => {
    const entry = eve.forge(bytes, { prev, parents: [] })
    expect(eve.document.offer(entry)).toEqual({ outcome: 'admitted' })
    prev = entry.id
  }
  const type = (letters: string): void => {
    write(
      update(eve.clientId, clock, [
        struct(4, text(letters), clock === 2 ? { parent: [eve.clientId, 1] } : { origin: [eve.clientId, clock - 1] }),
      ]),
    )
    clock += letters.length
  }
  write(update(eve.clientId, 0, [struct(7, element('paragraph'), {}), struct(7, textNode, { parent: [eve.clientId, 0] })]))
  type('😀'.repeat(15_000))
  const added = vi.spyOn(Set.prototype, 'add')
  type('😀')
  const adds = added.mock.calls.length
  added.mockRestore()
  expect(adds).toBeLessThan(1_000)
})
