import { concatBytes, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { appendBulletList, appendParagraph } from '../authoring/paragraphs.ts'
import { clientIdOf } from '../clientIdOf.ts'
import type { RefusalReason } from '../refusal.ts'
import { byte, element, struct, text, textNode, uint, update } from '../testing/bytes.ts'
import { createWriter, draft, logOf, meet, replay, sessionOf, type Writer } from '../testing/mesh.ts'

/** Ana writes a paragraph: element at clock 0, text node at 1, “Rent the hall” at 2 to 14. Mallory has seen it. */
const scene = (): { ana: Writer; mallory: Writer } => {
  const [ana, mallory] = [createWriter('ana'), createWriter('mallory')]
  ana.edit((doc) => appendParagraph(doc, 'Rent the hall'))
  meet(ana, mallory)
  return { ana, mallory }
}

const anaClient = clientIdOf(draft, logOf('ana'), sessionOf('ana'))
/** Where Mallory’s own blocks go: after Ana’s paragraph. */
const below = { origin: [anaClient, 0] } as const

/** The attack is refused for its reason, before it touches anything, and both writers go on as if nothing had happened. */
const expectRefused = ({ ana, mallory }: ReturnType<typeof scene>, bytes: Uint8Array, reason: RefusalReason): void => {
  const before = ana.document.snapshot()
  const entry = mallory.forge(bytes)
  for (const { document } of [ana, mallory, { document: replay([...ana.written]) }]) {
    expect(document.offer(entry)).toMatchObject({ outcome: 'rejected', reason })
    expect(document.snapshot()).toEqual(before)
    expect(document.faults().size).toBe(0)
  }
  ana.edit((doc) => appendParagraph(doc, 'still here'))
  meet(ana, mallory)
  expect(mallory.document.toMarkdown()).toBe('Rent the hall\n\nstill here\n')
}

const paragraphOf = () => struct(7, element('paragraph'), below)

test('D2 Y4 a forged Yjs client id inside a valid envelope', () => {
  const { ana, mallory } = scene()
  expectRefused({ ana, mallory }, update(ana.clientId, 15, [paragraphOf()]), 'foreign-client')
})

test('D2 Y4 the id of another session of the same log', () => {
  const { ana, mallory } = scene()
  const other = clientIdOf(draft, logOf('mallory'), sessionOf('elsewhere'))
  expectRefused({ ana, mallory }, update(other, 0, [paragraphOf()]), 'foreign-client')
})

test('D7 Y5 clock squat: structs far ahead of the own session', () => {
  const { ana, mallory } = scene()
  expectRefused({ ana, mallory }, update(mallory.clientId, 1_000_000, [paragraphOf()]), 'clock-gap')
})

test('D7 Y5 clocks written twice', () => {
  const { ana, mallory } = scene()
  const first = mallory.forge(update(mallory.clientId, 0, [paragraphOf()]))
  const second = { ...mallory.forge(update(mallory.clientId, 0, [struct(7, element('heading'), below)])), prev: first.id }
  expect(ana.document.offer(first)).toEqual({ outcome: 'admitted' })
  expect(ana.document.offer(second)).toMatchObject({ reason: 'clock-gap' })
})

test('D7 Y6 a GC struct under the victim’s id, and under the own one', () => {
  for (const whose of ['ana', 'mallory'] as const) {
    const { ana, mallory } = scene()
    const client = { ana, mallory }[whose].clientId
    expectRefused({ ana, mallory }, update(client, whose === 'ana' ? 15 : 0, [concatBytes(byte(0), uint(2 ** 40))]), 'garbage')
  }
})

test('D7 Y6 a Skip struct', () => {
  const { ana, mallory } = scene()
  expectRefused({ ana, mallory }, update(mallory.clientId, 0, [concatBytes(byte(10), uint(7))]), 'garbage')
})

test('D7 Y11 an eight-byte delete set cannot erase what is not written yet', () => {
  const { ana, mallory } = scene()
  expectRefused({ ana, mallory }, update(0, 0, [], [[ana.clientId, 0, 2 ** 31]]), 'deletion')
})

test('D7 Y11 deleting concurrent text that the author has not seen', () => {
  const { ana, mallory } = scene()
  const [unseen] = ana.edit((doc) => appendParagraph(doc, 'unseen'))
  const blind = mallory.forge(update(0, 0, [], [[ana.clientId, 15, 3]]))
  expect(ana.document.offer(blind)).toMatchObject({ reason: 'deletion' })
  const seeing = mallory.forge(update(0, 0, [], [[ana.clientId, 15, 8]]), { prev: blind.id, parents: [unseen!.id] })
  expect(ana.document.offer(seeing)).toEqual({ outcome: 'admitted' })
})

test('D7 Y2 a v2 update that would allocate half a gigabyte', () => {
  const { ana, mallory } = scene()
  const bomb = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0, 0, 0, 0, 0, 0])
  const started = process.memoryUsage().rss
  expectRefused({ ana, mallory }, bomb, 'malformed')
  expect(process.memoryUsage().rss - started).toBeLessThan(64 * 1024 * 1024)
  const doc = new Y.Doc()
  doc.getText('content').insert(0, 'v2')
  expect(mallory.document.judge(mallory.forge(Y.encodeStateAsUpdateV2(doc)))).toMatchObject({ outcome: 'rejected' })
})

test('D7 Y2 counts that promise more than there is', () => {
  for (const bytes of [
    concatBytes(uint(1), uint(8000), uint(5), uint(0)),
    concatBytes(uint(0), uint(2 ** 50)),
    concatBytes(uint(0), uint(1), uint(9), uint(2 ** 50)),
  ]) {
    const { ana, mallory } = scene()
    expectRefused({ ana, mallory }, bytes, 'malformed')
  }
})

test('D7 Y3 more structs or bytes than one entry may carry', () => {
  const { ana, mallory } = scene()
  expectRefused({ ana, mallory }, concatBytes(uint(1), uint(100_000), uint(mallory.clientId), uint(0)), 'size')
  expectRefused(scene(), new Uint8Array(64 * 1024 + 1), 'size')
})

test('D7 Y7 a map nested 20 000 deep in an attribute', () => {
  const { ana, mallory } = scene()
  const deep = concatBytes(...Array.from({ length: 20_000 }, () => concatBytes(byte(118), uint(1), text('a'))), byte(126))
  const bytes = update(mallory.clientId, 0, [
    struct(7, element('heading'), below),
    struct(8, concatBytes(uint(1), deep), { parent: [mallory.clientId, 0], key: 'level' }),
  ])
  expectRefused({ ana, mallory }, bytes, 'size')
  const shallow = update(mallory.clientId, 0, [
    struct(7, element('heading'), below),
    struct(8, concatBytes(uint(1), byte(118), uint(1), text('a'), byte(126)), { parent: [mallory.clientId, 0], key: 'level' }),
  ])
  expectRefused(scene(), shallow, 'content')
})

test('D7 Y12 nodes nested 1 000 deep', () => {
  const { ana, mallory } = scene()
  const nested = Array.from({ length: 1000 }, (_, at) =>
    struct(7, element('blockquote'), at === 0 ? below : { parent: [mallory.clientId, at - 1] }),
  )
  expectRefused({ ana, mallory }, update(mallory.clientId, 0, nested), 'depth')
})

test('D7 Y9 pending flood: references to what nobody has', () => {
  const { ana, mallory } = scene()
  const flood = update(mallory.clientId, 0, [struct(4, text('x'), { origin: [77, 5] })])
  expectRefused({ ana, mallory }, flood, 'reference')
  expectRefused(scene(), update(mallory.clientId, 0, [struct(4, text('x'), { origin: [mallory.clientId, 5] })]), 'reference')
  const document = replay(ana.written)
  const copy = new Y.Doc()
  Y.applyUpdate(copy, document.snapshot())
  expect([copy.store.pendingStructs, copy.store.pendingDs]).toEqual([null, null])
})

test('D7 Y8 Y9 __proto__ as root, node, attribute and mark', () => {
  const { mallory } = scene()
  const own = mallory.clientId
  expectRefused(scene(), update(own, 0, [struct(7, element('paragraph'), { parent: '__proto__' })]), 'reference')
  expectRefused(scene(), update(own, 0, [struct(7, element('__proto__'), {})]), 'schema')
  const attribute = struct(8, concatBytes(uint(1), byte(125), byte(1)), { parent: [own, 0], key: '__proto__' })
  expectRefused(scene(), update(own, 0, [struct(7, element('heading'), below), attribute]), 'schema')
  const mark = concatBytes(text('__proto__'), text('{}'))
  expectRefused(
    scene(),
    update(own, 0, [
      struct(7, element('paragraph'), below),
      struct(7, textNode, { parent: [own, 0] }),
      struct(6, mark, { parent: [own, 1] }),
    ]),
    'schema',
  )
  const link = concatBytes(text('link'), text('{"href":"https://a.example","__proto__":{"x":1}}'))
  expectRefused(
    scene(),
    update(own, 0, [
      struct(7, element('paragraph'), below),
      struct(7, textNode, { parent: [own, 0] }),
      struct(6, link, { parent: [own, 1] }),
    ]),
    'schema',
  )
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
})

test('D7 Y7 subdocuments, embeds, buffers, JSON, deleted placeholders and other shared types', () => {
  const own = scene().mallory.clientId
  const contents: readonly [number, Uint8Array][] = [
    [1, uint(2 ** 40)],
    [2, concatBytes(uint(1), text('1'))],
    [3, concatBytes(uint(1), byte(0))],
    [5, text('{}')],
    [9, concatBytes(text('guid'), byte(126))],
    [7, uint(0)],
    [7, uint(1)],
    [7, uint(2)],
    [7, uint(4)],
    [7, concatBytes(uint(5), text('hook'))],
    [31, uint(0)],
  ]
  for (const [ref, content] of contents) expectRefused(scene(), update(own, 0, [struct(ref, content, {})]), 'content')
})

test('D7 Y8 a node where its parent does not hold it would make editors delete the parent', () => {
  const { ana, mallory } = scene()
  expectRefused(
    { ana, mallory },
    update(mallory.clientId, 0, [struct(7, element('horizontalRule'), { parent: [ana.clientId, 0] })]),
    'schema',
  )
  expectRefused(scene(), update(mallory.clientId, 0, [struct(4, text('loose text'), {})]), 'schema')
  expectRefused(scene(), update(mallory.clientId, 0, [struct(7, element('listItem'), {})]), 'schema')
})

test('D7 Y9 neighbours from two lists', () => {
  const { ana, mallory } = scene()
  expectRefused(
    { ana, mallory },
    update(mallory.clientId, 0, [struct(4, text('x'), { origin: [ana.clientId, 0], right: [ana.clientId, 4] })]),
    'reference',
  )
})

test('D7 Y10 crossed neighbours, which would make documents differ for good', () => {
  const { ana, mallory } = scene()
  const crossed = (left: number, right: number) =>
    update(mallory.clientId, 0, [struct(4, text('x'), { origin: [ana.clientId, left], right: [ana.clientId, right] })])
  expectRefused({ ana, mallory }, crossed(8, 4), 'placement')
  expectRefused(scene(), crossed(8, 8), 'placement')
  const own = mallory.clientId
  const node = [
    struct(7, element('paragraph'), below),
    struct(7, textNode, { parent: [own, 0] }),
    struct(4, text('abc'), { parent: [own, 1] }),
  ]
  expectRefused(scene(), update(own, 0, [...node, struct(4, text('x'), { origin: [own, 4], right: [own, 2] })]), 'placement')
})

test('D7 Y10 half a character: the document that cuts it would keep it whole', () => {
  const [ana, mallory] = [createWriter('ana'), createWriter('mallory')]
  ana.edit((doc) => appendParagraph(doc, 'a😀b'))
  meet(ana, mallory)
  const refuse = (bytes: Uint8Array) => expect(ana.document.judge(mallory.forge(bytes))).toMatchObject({ reason: 'placement' })
  refuse(update(0, 0, [], [[ana.clientId, 3, 1]]))
  refuse(update(0, 0, [], [[ana.clientId, 4, 1]]))
  refuse(update(mallory.clientId, 0, [struct(4, text('x'), { origin: [ana.clientId, 3], right: [ana.clientId, 4] })]))
  mallory.edit((doc) => (doc.getXmlFragment('content').get(0) as Y.XmlElement & { get: (at: number) => Y.XmlText }).get(0).delete(1, 2))
  meet(ana, mallory)
  expect(ana.document.toMarkdown()).toBe('ab\n')
})

test('D1 Y2 mutated bytes of real updates never throw, never harm', { timeout: 120_000 }, () => {
  const { ana, mallory } = scene()
  mallory.edit((doc) => appendBulletList(doc, ['eins', 'zwei']))
  const honest = mallory.written[0]!
  const bytes = (honest.edit as { update: Uint8Array }).update
  const before = ana.document.snapshot()
  for (let at = 0; at < bytes.length; at++)
    for (const value of [0, 1, 127, 128, 255, (bytes[at] ?? 0) ^ 64]) {
      const mutated = bytes.slice()
      mutated[at] = value
      const entry = { ...honest, edit: { session: mallory.session, update: mutated } }
      if (ana.document.judge(entry).outcome === 'admitted') {
        const document = replay([...ana.written, entry])
        expect(document.faults().size).toBe(0)
        expect(document.toMarkdown()).toContain('Rent the hall')
      } else expect(ana.document.judge(entry).outcome).toBe('rejected')
      expect(ana.document.judge({ ...honest, edit: { session: mallory.session, update: bytes.slice(0, at) } }).outcome).toBe('rejected')
    }
  expect(ana.document.snapshot()).toEqual(before)
})

test('Y14 a forked log: the smaller branch counts on every peer, the other and what it wrote is set aside', () => {
  const { ana, mallory } = scene()
  const branch = (word: string, name: string) => ({
    ...mallory.forge(
      update(mallory.clientId, 0, [
        struct(7, element('paragraph'), below),
        struct(7, textNode, { parent: [mallory.clientId, 0] }),
        struct(4, text(word), { parent: [mallory.clientId, 1] }),
      ]),
    ),
    id: name.repeat(32) as ReturnType<Writer['forge']>['id'],
  })
  const [low, high] = [branch('low', '0a'), branch('high', 'fa')]
  const after = {
    ...mallory.forge(update(mallory.clientId, 6, [struct(7, element('horizontalRule'), { origin: [mallory.clientId, 0] })])),
    prev: high.id,
  }
  for (const order of [
    [low, high, after],
    [high, after, low],
    [high, low, after],
  ]) {
    const document = replay([...ana.written, ...order])
    expect(document.judgementOf(low.id)).toEqual({ outcome: 'admitted' })
    expect(document.judgementOf(high.id)).toMatchObject({ reason: 'set-aside' })
    expect(document.judgementOf(after.id)).toMatchObject({ reason: 'set-aside' })
    expect(document.toMarkdown()).toContain('low')
    expect(document.toMarkdown()).not.toContain('high')
    document.setAside([low.id])
    expect(document.judgementOf(high.id)).toEqual({ outcome: 'admitted' })
    expect(document.toMarkdown()).toContain('high')
  }
})

test('Y3 names longer than allowed are refused', () => {
  expect(utf8('x'.repeat(3000)).length).toBe(3000)
  expectRefused(scene(), update(scene().mallory.clientId, 0, [struct(7, element('x'.repeat(3000)), {})]), 'size')
})
