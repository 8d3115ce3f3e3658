import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { DraftDocument } from '../document/createDraftDocument.ts'
import { createWriter, meet, sessionOf, type Writer } from '../testing/mesh.ts'
import { carryOver } from './carryOver.ts'
import { type Author, openAuthor } from './openAuthor.ts'
import { appendHeading, appendParagraph } from './paragraphs.ts'

const textAt = (doc: Y.Doc, at: number): Y.XmlText => (doc.getXmlFragment('content').get(at) as Y.XmlElement).get(0) as Y.XmlText

/** What `ana` has before her goes on in an editor of its own; nothing she does there is stored. */
const cutOff = (ana: Writer): Author & { readonly unsent: Uint8Array[] } => {
  const unsent: Uint8Array[] = []
  const author = openAuthor({ clientId: ana.clientId, snapshot: Y.encodeStateAsUpdate(ana.doc), onUpdate: (update) => unsent.push(update) })
  return { ...author, unsent }
}

let sessions = 0

/** A new session of ana, in which the old one's words are written again; each update must be admitted. */
const goOn = (ana: Writer, old: Author & { readonly unsent: readonly Uint8Array[] }): DraftDocument => {
  const session = sessionOf(`again ${(sessions += 1)}`)
  const updates: Uint8Array[] = []
  const next = openAuthor({ ...ana.document.openSession({ log: ana.log, session }), onUpdate: (update) => updates.push(update) })
  carryOver({ from: old.doc, client: ana.clientId, unsent: old.unsent, to: next.doc })
  for (const update of updates) {
    const entry = ana.forge(update, { edit: { session, update } })
    expect(ana.document.offer(entry)).toEqual({ outcome: 'admitted' })
    ana.written.push(entry)
  }
  expect(next.doc.getXmlFragment('content').toJSON()).toBe(fresh(ana.document).getXmlFragment('content').toJSON())
  return ana.document
}

const fresh = (document: DraftDocument): Y.Doc => {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, document.snapshot())
  return doc
}

const scene = (text: string) => {
  const [ana, ben] = [createWriter(`ana ${(sessions += 1)}`), createWriter(`ben ${sessions}`)] as const
  ana.edit((doc) => appendParagraph(doc, text))
  meet(ana, ben)
  return { ana, ben, old: cutOff(ana) }
}

test('Y5 words that were not stored are written again where they stood, beside what others wrote meanwhile', () => {
  const { ana, ben, old } = scene('one four')
  textAt(old.doc, 0).insert(4, 'two ')
  textAt(old.doc, 0).insert(8, 'three ')
  textAt(old.doc, 0).insert(4, '(')
  appendHeading(old.doc, 2, 'Costs')
  appendParagraph(old.doc, 'A lot.')
  ben.edit((doc) => textAt(doc, 0).insert(8, '!'))
  ben.edit((doc) => appendParagraph(doc, 'Says Ben.'))
  meet(ana, ben)
  expect(goOn(ana, old).toMarkdown()).toBe('one (two three four!\n\n## Costs\n\nA lot.\n\nSays Ben.\n')
})

test('Y5 what was stored after all is not written twice', () => {
  const { ana, old } = scene('start ')
  textAt(old.doc, 0).insert(6, 'stored ')
  const [stored] = old.unsent
  if (stored === undefined) throw new Error('nothing written')
  const entry = ana.forge(stored)
  expect(ana.document.offer(entry)).toEqual({ outcome: 'admitted' })
  ana.written.push(entry)
  textAt(old.doc, 0).insert(13, 'lost')
  expect(goOn(ana, old).toMarkdown()).toBe('start stored lost\n')
})

test('Y5 marks, attributes and deletions are carried over too', () => {
  const { ana, old } = scene('plain bold gone')
  textAt(old.doc, 0).format(6, 4, { bold: true })
  textAt(old.doc, 0).delete(10, 5)
  appendHeading(old.doc, 1, 'Title')
  const heading = old.doc.getXmlFragment('content').get(1) as Y.XmlElement<{ level: number }>
  heading.setAttribute('level', 3)
  expect(goOn(ana, old).toMarkdown()).toBe('plain **bold**\n\n### Title\n')
})

test('Y5 words typed into a paragraph that another member deleted meanwhile stand in one of their own', () => {
  const { ana, ben, old } = scene('doomed')
  textAt(old.doc, 0).insert(6, ' but these words stay')
  ben.edit((doc) => doc.getXmlFragment('content').delete(0, 1))
  meet(ana, ben)
  expect(goOn(ana, old).toMarkdown()).toBe('but these words stay\n')
})

test('Y5 a paragraph deleted here stays where another member wrote in it meanwhile', () => {
  const { ana, ben, old } = scene('mine')
  old.doc.getXmlFragment('content').delete(0, 1)
  ben.edit((doc) => textAt(doc, 0).insert(4, ' and Ben’s'))
  meet(ana, ben)
  expect(goOn(ana, old).toMarkdown()).toBe('and Ben’s\n')
})

test('Y5 whatever was typed where, every word arrives once and is admitted', () => {
  const act = fc.record({ at: fc.nat(), kind: fc.nat(3), deletes: fc.boolean() })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), fc.array(act, { maxLength: 8 }), (acts, others) => {
      const { ana, ben, old } = scene('a b c d e f')
      let letters = 0
      const write = (doc: Y.Doc, { at, kind, deletes }: (typeof acts)[number]): void => {
        const block = at % doc.getXmlFragment('content').length
        const text = textAt(doc, block)
        const word = `<${letters}>`
        const space = text.toJSON().indexOf(' ')
        if (deletes && space >= 0) return text.delete(space, 1)
        letters += word.length
        if (kind === 0) appendParagraph(doc, word)
        else text.insert(at % (text.length + 1), word)
      }
      for (const one of acts) write(old.doc, one)
      for (const one of others) ben.edit((doc) => write(doc, one))
      meet(ana, ben)
      const whole = goOn(ana, old).toMarkdown()
      expect(whole.replaceAll(/[^<>0-9]/g, '')).toHaveLength(letters)
    }),
    { numRuns: 150 },
  )
})
