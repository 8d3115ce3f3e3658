import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { appendParagraph, insertParagraph, replaceText } from '../authoring/paragraphs.ts'
import { element, struct, update } from '../testing/bytes.ts'
import { createWriter, draft, meet, replay } from '../testing/mesh.ts'
import { createDraftDocument } from './createDraftDocument.ts'

test('Y1 Y13 two writers edit at once and end with the same document', () => {
  const [ana, ben] = [createWriter('ana'), createWriter('ben')]
  ana.edit((doc) => appendParagraph(doc, 'Rent the hall'))
  meet(ana, ben)
  ana.edit((doc) => replaceText(doc, 'hall', 'town hall'))
  ben.edit((doc) => appendParagraph(doc, 'for two days'))
  ben.edit((doc) => insertParagraph(doc, 0, 'Plan'))
  meet(ana, ben)
  expect(ana.document.toMarkdown()).toBe('Plan\n\nRent the town hall\n\nfor two days\n')
  expect(ben.document.toMarkdown()).toBe(ana.document.toMarkdown())
  expect(ana.doc.getXmlFragment('content').toJSON()).toBe(ben.doc.getXmlFragment('content').toJSON())
})

test('Y1 a session goes on after its document was loaded again', () => {
  const ana = createWriter('ana')
  ana.edit((doc) => appendParagraph(doc, 'one'))
  const { clientId, snapshot } = ana.document.openSession({ log: ana.log, session: ana.session })
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, snapshot)
  doc.clientID = clientId
  const before = Y.encodeStateVector(doc)
  appendParagraph(doc, 'two')
  const entry = ana.forge(Y.encodeStateAsUpdate(doc, before))
  expect(ana.document.offer(entry)).toEqual({ outcome: 'admitted' })
  expect(ana.document.toMarkdown()).toBe('one\n\ntwo\n')
})

test('Y13 an entry without its causes is not judged', () => {
  const ana = createWriter('ana')
  const [first] = ana.edit((doc) => appendParagraph(doc, 'one'))
  const [second] = ana.edit((doc) => appendParagraph(doc, 'two'))
  expect(() => replay([second!, first!])).toThrow('INPUT_INVALID')
})

test('Y16 an entry on which Yjs throws is left out and reported; the rest stands, whatever comes later', () => {
  const ana = createWriter('ana')
  const [before] = ana.edit((doc) => appendParagraph(doc, 'one'))
  const [good] = ana.edit((doc) => appendParagraph(doc, 'two'))
  if (before === undefined || good === undefined || good.edit === null || good.edit === 'newer') throw new Error('no entries')
  const { session, update } = good.edit
  let reads = 0
  // Admission reads it whole, Yjs gets it cut short: a fault between the two.
  const faulty = {
    session,
    get update() {
      reads += 1
      return reads % 2 === 1 ? update : update.slice(0, 5)
    },
  }
  const document = createDraftDocument({ draft })
  const told: string[] = []
  document.onChange(({ type }) => told.push(type))
  document.offer(before)
  expect(document.offer({ ...good, edit: faulty })).toMatchObject({ outcome: 'rejected', reason: 'apply' })
  expect([...document.faults().keys()]).toEqual([good.id])
  expect(told).toEqual(['edit', 'rebuilt'])
  expect(document.toMarkdown()).toBe('one\n')
  const ben = createWriter('ben')
  ben.hear(before)
  const [after] = ben.edit((doc) => appendParagraph(doc, 'three'))
  expect(after && document.offer(after)).toEqual({ outcome: 'admitted' })
  expect(document.toMarkdown()).toBe('one\n\nthree\n')
})

test('Y19 a replica deletes no format that nobody deleted; what an editor tidies is an edit of its writer', () => {
  const [ana, ben] = [createWriter('ana'), createWriter('ben')]
  ana.edit((doc) => appendParagraph(doc, 'town hall'))
  meet(ana, ben)
  const bold = (doc: Y.Doc) => ((doc.getXmlFragment('content').get(0) as Y.XmlElement).get(0) as Y.XmlText).format(0, 4, { bold: {} })
  ana.edit(bold)
  ben.edit(bold)
  const entries = [...ana.written, ...ben.written]
  const updates = entries.flatMap(({ edit }) => (edit === null || edit === 'newer' ? [] : [edit.update]))
  const deletionsOf = (update: Uint8Array) => [...Y.decodeUpdate(update).ds.clients.values()].flat().length
  const tidied = new Y.Doc({ gc: false })
  for (const update of updates) Y.applyUpdate(tidied, update)
  expect(deletionsOf(Y.encodeStateAsUpdate(tidied))).toBeGreaterThan(0)
  expect(deletionsOf(replay(entries).snapshot())).toBe(0)
  meet(ana, ben)
  const all = [...ana.written, ...ben.written]
  expect(all.length).toBeGreaterThan(entries.length)
  expect(deletionsOf(ana.document.snapshot())).toBeGreaterThan(0)
  expect(ana.document.freeze().contentBytes).toEqual(ben.document.freeze().contentBytes)
})

test('Y15 contributions name who wrote and who deleted', () => {
  const [ana, ben] = [createWriter('ana'), createWriter('ben')]
  const [mine] = ana.edit((doc) => appendParagraph(doc, 'ours'))
  meet(ana, ben)
  const [theirs] = ben.edit((doc) => doc.getXmlFragment('content').delete(0, 1))
  meet(ana, ben)
  const [wrote, deleted] = ana.document.contributions()
  expect(wrote).toMatchObject({ entry: mine?.id, log: ana.log, client: ana.clientId, from: 0, to: 6, deletions: [] })
  expect(deleted).toMatchObject({ entry: theirs?.id, log: ben.log, from: 0, to: 0 })
  expect(deleted?.deletions).toEqual([{ client: ana.clientId, clock: 0, length: 6 }])
})

test('Y17 an entry of a newer version is opaque with all that stands on it; the rest is read, edited and frozen, in any order', () => {
  const [ana, ben, newer] = [createWriter('ana'), createWriter('ben'), createWriter('newer')]
  ana.edit((doc) => appendParagraph(doc, 'one'))
  meet(ana, ben, newer)
  const table = newer.forge(new Uint8Array(), { edit: 'newer' })
  const beside = {
    ...newer.forge(update(newer.clientId, 0, [struct(7, element('horizontalRule'), { origin: [ana.clientId, 0] })])),
    prev: table.id,
  }
  const citing = { ...ben.forge(update(0, 0, [], [[ana.clientId, 2, 1]])), parents: [table.id] }
  ana.document.offer(table)
  expect(ana.document.judge(citing)).toEqual({ outcome: 'opaque' })
  const [second] = ana.edit((doc) => appendParagraph(doc, 'two'))
  const first = ana.written[0]
  if (first === undefined || second === undefined) throw new Error('no entries')
  for (const order of [
    [first, table, beside, citing, second],
    [first, second, table, citing, beside],
  ]) {
    const document = replay(order)
    expect([...document.opaque()].sort()).toEqual([table.id, beside.id, citing.id].sort())
    expect(document.judgementOf(beside.id)).toEqual({ outcome: 'opaque' })
    expect(document.judgementOf(second.id)).toEqual({ outcome: 'admitted' })
    expect(document.freeze().markdown).toBe('one\n\ntwo\n')
    // Where the fold does not count the newer entry, what stood on it is judged like anything else.
    document.setAside([table.id])
    expect([...document.opaque()]).toEqual([])
    expect(document.judgementOf(citing.id)).toEqual({ outcome: 'admitted' })
  }
})
