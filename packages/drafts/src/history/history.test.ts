import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { appendBulletList, appendHeading, appendParagraph, insertParagraph, replaceText } from '../authoring/paragraphs.ts'
import type { DraftDocument } from '../document/createDraftDocument.ts'
import { element, struct, update as hostileUpdate } from '../testing/bytes.ts'
import { createWriter, meet, replay, sessionOf, shuffle, type Writer } from '../testing/mesh.ts'
import type { Restoration } from './readHistory.ts'

const root = (doc: Y.Doc) => doc.getXmlFragment('content')
const textAt = (doc: Y.Doc, at: number): Y.XmlText => (root(doc).get(at) as Y.XmlElement).get(0) as Y.XmlText

/** Pressing Enter, as an editor does it: the rest is deleted and written again below. */
const split = (doc: Y.Doc, at: number, from: number): void => {
  const text = textAt(doc, at)
  const rest = text.toString().slice(from)
  text.delete(from, rest.length)
  insertParagraph(doc, at + 1, rest)
}

const names = (...writers: readonly Writer[]) => {
  const byMember = new Map(writers.flatMap(({ name, written }) => written.map(({ member }) => [member as string, name] as const)))
  return (member: string): string => byMember.get(member) ?? '?'
}

const spoken = (
  document: DraftDocument,
  who: (member: string) => string,
  version: Parameters<ReturnType<DraftDocument['history']>['blame']>[0] = null,
) =>
  document
    .history()
    .blame(version)
    .map(({ runs }) =>
      runs.map(({ text, wrote, moved, change }) => [who(wrote.member), text, change, ...(moved === null ? [] : [who(moved.member)])]),
    )

let restored = 0
/** Restores in a session of its own and lets the writer's log carry it. */
const restore = (by: Writer, what: Restoration): number => {
  const session = sessionOf(`restores ${(restored += 1)}`)
  const updates = by.document.history().restore({ log: by.log, session }, what)
  for (const update of updates) {
    const entry = by.forge(update, { edit: { session, update } })
    expect(by.document.judge(entry)).toEqual({ outcome: 'admitted' })
    by.hear(entry)
    by.written.push(entry)
  }
  return updates.length
}

test('Y32 blame names who wrote each run of text, and who only put it where it stands', () => {
  const [ana, ben] = [createWriter('ana'), createWriter('ben')]
  ana.edit((doc) => appendParagraph(doc, 'Rent the hall for two days'))
  meet(ana, ben)
  ben.edit((doc) => textAt(doc, 0).insert(9, 'town '))
  meet(ana, ben)
  const who = names(ana, ben)
  expect(spoken(ana.document, who)).toEqual([
    [
      ['ana', 'Rent the ', 'kept'],
      ['ben', 'town ', 'kept'],
      ['ana', 'hall for two days', 'kept'],
    ],
  ])
  ben.edit((doc) => split(doc, 0, 14))
  meet(ana, ben)
  expect(spoken(ana.document, who)).toEqual([
    [
      ['ana', 'Rent the ', 'kept'],
      ['ben', 'town ', 'kept'],
    ],
    [['ana', 'hall for two days', 'kept', 'ben']],
  ])
})

test('Y32 D7 words deleted and written again elsewhere stay their author’s, and who moved them is told; nobody is made to have said what he did not', () => {
  const [ana, mallory] = [createWriter('ana'), createWriter('mallory')]
  ana.edit((doc) => appendParagraph(doc, 'I agree to paint the fence'))
  meet(ana, mallory)
  mallory.edit((doc) => {
    textAt(doc, 0).delete(8, 18)
    appendParagraph(doc, 'to paint the fence')
    appendParagraph(doc, 'and to pay for all of it')
  })
  meet(ana, mallory)
  expect(spoken(ana.document, names(ana, mallory))).toEqual([
    [['ana', 'I agree ', 'kept']],
    [['ana', 'to paint the fence', 'kept', 'mallory']],
    [['mallory', 'and to pay for all of it', 'kept']],
  ])
})

test('Y32 a session deletes and writes its own words again: that is no move, and it ends', () => {
  const ana = createWriter('ana')
  ana.edit((doc) => {
    appendParagraph(doc, 'once more')
    textAt(doc, 0).delete(0, 9)
    textAt(doc, 0).insert(0, 'once more')
  })
  expect(spoken(ana.document, names(ana))).toEqual([[['ana', 'once more', 'kept']]])
})

test('Y33 the history lists sessions, the newest first, and what each added and removed', () => {
  const [ana, ben] = [createWriter('ana'), createWriter('ben')]
  ana.edit((doc) => appendParagraph(doc, 'one two three'))
  meet(ana, ben)
  const [removal] = ben.edit((doc) => textAt(doc, 0).delete(4, 4))
  ben.edit((doc) => appendParagraph(doc, 'four'))
  meet(ana, ben)
  const sessions = ana.document.history().sessions()
  expect(sessions).toMatchObject([
    { edits: 2, added: { letters: 4, text: 'four' }, removed: { letters: 4, text: 'two' } },
    { edits: 1, added: { letters: 13, text: 'one two three' }, removed: { letters: 0, text: '' } },
  ])
  const who = names(ana, ben)
  expect(spoken(ana.document, who, sessions[0]?.version)).toEqual([
    [
      ['ana', 'one ', 'kept'],
      ['ana', 'two ', 'removed'],
      ['ana', 'three', 'kept'],
    ],
    [['ben', 'four', 'added']],
  ])
  // A version in the middle of a session: what its author had on screen.
  expect(spoken(ana.document, who, removal?.id)[1]).toBeUndefined()
  const unknown = ana.forge(new Uint8Array()).id
  expect(() => ana.document.history().blame(unknown)).toThrow('INPUT_INVALID')
})

test('Y33 D7 who deletes a node by its own id alone is told to have removed all that stood in it, also what came there meanwhile', () => {
  const [ana, mallory] = [createWriter('ana'), createWriter('mallory')]
  ana.edit((doc) => {
    appendParagraph(doc, 'pay Ben')
    appendParagraph(doc, 'pay Carl')
  })
  meet(ana, mallory)
  ana.edit((doc) => textAt(doc, 0).insert(7, ' tomorrow'))
  const nodes = root(mallory.doc).toArray() as Y.XmlElement[]
  // The first paragraph, and of the second the text node in it.
  const ids = [nodes[0]!._item!.id, nodes[1]!._start!.id]
  const entry = mallory.forge(
    hostileUpdate(
      0,
      0,
      [],
      ids.map(({ client, clock }) => [client, clock, 1]),
    ),
  )
  mallory.hear(entry)
  mallory.written.push(entry)
  meet(ana, mallory)
  expect(ana.document.toMarkdown().trim()).toBe('')
  expect(ana.document.history().sessions()).toMatchObject([
    { added: { letters: 0 }, removed: { letters: 24, text: 'pay Ben tomorrow pay Carl' } },
    { added: { letters: 24 }, removed: { letters: 0 } },
  ])
  expect(mallory.document.history().sessions()).toEqual(ana.document.history().sessions())
})

test('Y33 a long pause parts a session; a clock far ahead keeps nobody’s row above what stands on it', () => {
  const [ana, ben] = [createWriter('ana'), createWriter('ben')]
  const far = ben.edit((doc) => appendParagraph(doc, 'from the future'))
  const entries = [{ ...far[0]!, at: Number.MAX_SAFE_INTEGER }]
  ana.hear(entries[0]!)
  for (const text of ['one', 'two']) entries.push(...ana.edit((doc) => appendParagraph(doc, text)))
  const later = entries.map((entry, n) => (n === 2 ? { ...entry, at: entry.at + 3_600_000 } : entry))
  const rows = replay(later).history().sessions()
  expect(rows.map(({ added }) => added.text)).toEqual(['two', 'one', 'from the future'])
})

test('Y34 an earlier version is restored as a new edit: what stayed keeps its author, later words go, deleted ones come back where they stood', () => {
  const [ana, ben] = [createWriter('ana'), createWriter('ben')]
  ana.edit((doc) => appendHeading(doc, 2, 'Plan'))
  ana.edit((doc) => appendParagraph(doc, 'Rent the hall'))
  const [then] = ana.edit((doc) => appendBulletList(doc, ['chairs', 'tables']))
  const before = ana.document.toMarkdown()
  meet(ana, ben)
  ben.edit((doc) => (root(doc).get(0) as Y.XmlElement<{ level: number }>).setAttribute('level', 3))
  ben.edit((doc) => root(doc).delete(2, 1))
  ben.edit((doc) => replaceText(doc, 'the hall', 'a tent'))
  ben.edit((doc) => textAt(doc, 1).format(0, 4, { bold: {} }))
  ben.edit((doc) => appendParagraph(doc, 'It rains.'))
  meet(ana, ben)
  expect(ana.document.toMarkdown()).toBe('### Plan\n\n**Rent** a tent\n\nIt rains.\n')
  expect(restore(ana, { version: then!.id })).toBe(1)
  expect(ana.document.toMarkdown()).toBe(before)
  meet(ana, ben)
  expect(ben.document.toMarkdown()).toBe(before)
  expect(spoken(ben.document, names(ana, ben))[1]?.[0]).toEqual(['ana', 'Rent ', 'kept'])
  // It is so already.
  expect(restore(ben, { version: then!.id })).toBe(0)
})

test('Y34 text that somebody deleted comes back by itself, with its paragraph, its list and its marks, beside what was written since', () => {
  const [ana, ben] = [createWriter('ana'), createWriter('ben')]
  ana.edit((doc) => appendParagraph(doc, 'first'))
  ana.edit((doc) => appendBulletList(doc, ['chairs', 'tables']))
  ana.edit((doc) => appendHeading(doc, 3, 'Costs'))
  const inList = (doc: Y.Doc) => (((root(doc).get(1) as Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlText
  ana.edit((doc) => inList(doc).format(0, 6, { bold: {} }))
  meet(ana, ben)
  ben.edit((doc) => root(doc).delete(1, 2))
  ana.edit((doc) => textAt(doc, 0).insert(5, ' of all'))
  meet(ana, ben)
  ben.edit((doc) => appendParagraph(doc, 'last'))
  meet(ana, ben)
  const history = ana.document.history()
  const session = history.sessions().find(({ removed }) => removed.letters > 0)
  const runs = history.blame(session!.version).flatMap((line) => line.runs.filter(({ change }) => change === 'removed'))
  expect(runs.map(({ text }) => text)).toEqual(['chairs', 'tables', 'Costs'])
  restore(ana, { passages: runs[0]!.passages })
  expect(ana.document.toMarkdown()).toBe('first of all\n\nlast\n\n- **chairs**\n')
  restore(ana, { passages: runs[2]!.passages })
  expect(ana.document.toMarkdown()).toBe('first of all\n\nlast\n\n- **chairs**\n\n### Costs\n')
  meet(ana, ben)
  expect(ben.document.freeze().contentBytes).toEqual(ana.document.freeze().contentBytes)
  for (const wrong of ['', '1.2', 'zz.1.1', `${'z'.repeat(11)}.1.1`, '-1.0.1', '__proto__'])
    expect(() => history.restore({ log: ana.log, session: ana.session }, { passages: [wrong] })).toThrow('INPUT_INVALID')
})

test('Y34 words written into a paragraph while somebody deleted it show as removed, and come back with it', () => {
  const [ana, ben] = [createWriter('ana'), createWriter('ben')]
  ana.edit((doc) => appendParagraph(doc, 'doomed'))
  meet(ana, ben)
  ana.edit((doc) => textAt(doc, 0).insert(6, ' but mine'))
  ben.edit((doc) => root(doc).delete(0, 1))
  meet(ana, ben)
  const [after] = ben.edit((doc) => appendParagraph(doc, 'after'))
  meet(ana, ben)
  const removed = ana.document
    .history()
    .blame(after!.id)
    .flatMap(({ runs }) => runs.filter(({ change: what }) => what === 'removed'))
  expect(removed.map(({ text }) => text)).toEqual(['doomed but mine'])
  restore(ana, { passages: removed.flatMap(({ passages }) => passages) })
  expect(ana.document.toMarkdown()).toBe('after\n\ndoomed but mine\n')
})

type Step = { readonly who: number; readonly what: number; readonly at: number; readonly size: number; readonly word: string }
const step = fc.record({
  who: fc.nat(1),
  what: fc.nat(7),
  at: fc.nat(40),
  size: fc.integer({ min: 1, max: 6 }),
  word: fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }),
})

const change = (doc: Y.Doc, { what, at, size, word }: Step): void => {
  const blocks = root(doc)
  const block = blocks.length === 0 ? null : (blocks.get(at % blocks.length) as Y.XmlElement)
  const text = block?.get(0)
  if (what === 0 || block === null) return insertParagraph(doc, at % (blocks.length + 1), word)
  if (what === 1) return blocks.delete(at % blocks.length, 1)
  if (what === 2) return appendBulletList(doc, [word, word])
  if (what === 3) return appendHeading(doc, 2, word)
  if (!(text instanceof Y.XmlText)) return
  const plain = (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')
  const snap = (place: number) => ((plain.charCodeAt(place) & 0xfc00) === 0xdc00 ? place - 1 : place)
  const from = snap(at % (text.length + 1))
  const length = snap(Math.min(text.length, from + size)) - from
  if (what === 4) return text.insert(from, word)
  if (what === 5 && length > 0) return text.delete(from, length)
  if (what === 6 && length > 0) return text.format(from, length, { [size % 2 ? 'bold' : 'italic']: size % 3 ? {} : null })
  if (what === 7 && block.nodeName === 'paragraph') {
    const rest = plain.slice(from)
    if (rest !== '') text.delete(from, rest.length)
    insertParagraph(doc, (at % blocks.length) + 1, rest)
  }
}

test(
  'Y32 Y33 Y34 any edits: the same history on every replica, blame spells the text, every version can be restored to its very bytes',
  { timeout: 120_000 },
  () => {
    let versions = 0
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 5, arbitrary: step }, fc.constant('meet' as const)), { minLength: 5, maxLength: 25 }),
        fc.array(fc.nat(1000), { minLength: 3, maxLength: 9 }),
        fc.nat(1000),
        (script, picks, pick) => {
          const writers = [createWriter('ana'), createWriter('ben')] as const
          for (const line of script) {
            if (line === 'meet') meet(...writers)
            else writers[line.who as 0 | 1].edit((doc) => change(doc, line))
          }
          meet(...writers)
          const [ana] = writers
          const entries = writers.flatMap((writer) => writer.written)
          const other = replay(shuffle(entries, picks))
          expect(other.history().sessions()).toEqual(ana.document.history().sessions())
          expect(other.history().blame(null)).toEqual(ana.document.history().blame(null))
          const plain = (words: string) => words.replaceAll(/\s/g, '')
          const spelt = ana.document
            .history()
            .blame(null)
            .flatMap(({ runs }) => runs.map(({ text }) => text))
            .join('')
          const texts = (node: Y.XmlFragment): string =>
            node
              .toArray()
              .map((child) =>
                child instanceof Y.XmlText
                  ? (child.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')
                  : texts(child as Y.XmlElement),
              )
              .join('')
          expect(plain(spelt)).toBe(plain(texts(root(ana.doc))))

          const then = entries[pick % Math.max(1, entries.length)]
          if (then === undefined) return
          const past = new Set<string>()
          const add = (id: string | null): void => {
            const found = entries.find((entry) => entry.id === id)
            if (found === undefined || past.has(found.id)) return
            past.add(found.id)
            for (const cause of [found.prev, ...found.parents]) add(cause)
          }
          add(then.id)
          const was = replay([...ana.heard].flatMap((id) => entries.filter((entry) => entry.id === id && past.has(id)))).toMarkdown()
          restore(ana, { version: then.id })
          expect(ana.document.toMarkdown()).toBe(was)
          expect(restore(ana, { version: then.id })).toBe(0)
          versions++
        },
      ),
      { numRuns: 60 },
    )
    expect(versions).toBeGreaterThan(40)
  },
)

test('Y32 N5 deletions that lie over each other, and of what is long gone, cost the history what they cover, once', () => {
  const [ana, mallory] = [createWriter('ana'), createWriter('mallory')]
  // Each paragraph in pieces of their own, so that a range covers many.
  for (let n = 0; n < 200; n++) ana.edit((doc) => appendParagraph(doc, 'some words'))
  meet(ana, mallory)
  const end = ana.document.contributions().at(-1)?.to ?? 0
  const again = Array.from({ length: 4_000 }, () => [ana.clientId, 0, end] as const)
  const entry = mallory.forge(hostileUpdate(mallory.clientId, 0, [struct(7, element('paragraph'), { right: [ana.clientId, 0] })], again))
  expect(ana.document.offer(entry)).toEqual({ outcome: 'admitted' })
  const sliced = vi.spyOn(String.prototype, 'slice')
  const history = ana.document.history()
  const slices = sliced.mock.calls.length
  sliced.mockRestore()
  expect(history.sessions().map(({ removed }) => removed.letters)).toContain(2_000)
  expect(slices).toBeLessThan(10_000)
})
