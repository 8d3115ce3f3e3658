import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { holdsUnknown } from './holdsUnknown.ts'
import { appendBulletList, appendHeading, appendParagraph } from './paragraphs.ts'

test('Y17 a document of a newer schema is told from one that an editor here may be mounted on', () => {
  const doc = new Y.Doc({ gc: false })
  appendHeading(doc, 2, 'Plan')
  appendParagraph(doc, 'text')
  appendBulletList(doc, ['one', 'two'])
  const root = doc.getXmlFragment('content')
  const text = (root.get(1) as Y.XmlElement).get(0) as Y.XmlText
  text.format(0, 2, { bold: {}, link: { href: 'https://a.example' } })
  expect(holdsUnknown(doc)).toBe(false)
  const changes: ((root: Y.XmlFragment, text: Y.XmlText) => void)[] = [
    (at) => at.insert(0, [new Y.XmlElement('table')]),
    (at) => (at.get(1) as Y.XmlElement).insert(0, [new Y.XmlElement('mention')]),
    (_, words) => words.format(0, 1, { underline: {} }),
    (_, words) => words.insertEmbed(1, { image: 'x' }),
    (at) => at.insert(0, [new Y.XmlText('loose')]),
  ]
  for (const change of changes) {
    const copy = new Y.Doc({ gc: false })
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    const content = copy.getXmlFragment('content')
    change(content, (content.get(1) as Y.XmlElement).get(0) as Y.XmlText)
    expect(holdsUnknown(copy)).toBe(true)
  }
})
