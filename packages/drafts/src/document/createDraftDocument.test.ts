import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { appendParagraph, insertParagraph, replaceText } from '../authoring/paragraphs.ts'
import { createWriter, meet, replay } from '../testing/mesh.ts'

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

test('Y17 an entry of a newer version makes the draft read-only and unfreezable', () => {
  const ana = createWriter('ana')
  ana.edit((doc) => appendParagraph(doc, 'one'))
  expect(ana.document.readOnly()).toBeNull()
  ana.document.offer(ana.forge(new Uint8Array(), { edit: 'newer' }))
  expect(ana.document.readOnly()).toBe('newer')
  expect(() => ana.document.freeze()).toThrow('DRAFT_UPDATE_REFUSED')
})
