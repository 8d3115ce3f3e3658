import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { freeze } from './freeze.ts'
import { toMarkdown } from './toMarkdown.ts'

type Inline = string | { readonly text: string; readonly marks: Record<string, unknown> }
type Block = readonly [name: string, attributes: Record<string, unknown>, children: readonly (Inline | Block)[]]

const isBlock = (child: Inline | Block): child is Block => Array.isArray(child)

/** Builds a document from nested arrays; text with marks goes into one text node, as editors do it. */
const build = (parent: Y.XmlFragment, blocks: readonly (Inline | Block)[]): void => {
  let text: Y.XmlText | null = null
  for (const child of blocks) {
    if (isBlock(child)) {
      text = null
      const node = new Y.XmlElement<Record<string, string>>(child[0])
      parent.insert(parent.length, [node as Y.XmlElement])
      for (const [key, value] of Object.entries(child[1])) node.setAttribute(key, value as string)
      build(node as Y.XmlElement, child[2])
    } else if (child === 'br!') {
      text = null
      parent.insert(parent.length, [new Y.XmlElement('hardBreak')])
    } else {
      if (text === null) {
        text = new Y.XmlText()
        parent.insert(parent.length, [text])
      }
      const span = typeof child === 'string' ? { text: child, marks: {} } : child
      text.insert(text.length, span.text, { bold: null, italic: null, strike: null, code: null, link: null, ...span.marks })
    }
  }
}

const documentOf = (...blocks: readonly Block[]): Y.Doc => {
  const doc = new Y.Doc()
  doc.transact(() => build(doc.getXmlFragment('content'), blocks))
  return doc
}
const p = (...children: readonly Inline[]): Block => ['paragraph', {}, children]
const li = (...children: readonly Block[]): Block => ['listItem', {}, children]
const ul = (...children: readonly Block[]): Block => ['bulletList', {}, children]
const ol = (start: number, ...children: readonly Block[]): Block => ['orderedList', { start }, children]
const bold = (text: string): Inline => ({ text, marks: { bold: {} } })
const italic = (text: string): Inline => ({ text, marks: { italic: {} } })
const code = (text: string): Inline => ({ text, marks: { code: {} } })
const link = (text: string, href: string): Inline => ({ text, marks: { link: { href } } })

const markdownOf = (...blocks: readonly Block[]): string => toMarkdown(documentOf(...blocks))

test('Y20 blocks are parted by one blank line and the text ends with one newline', () => {
  expect(markdownOf(['heading', { level: 2 }, ['Plan']], p('one'), ['horizontalRule', {}, []], p('two'))).toBe(
    '## Plan\n\none\n\n***\n\ntwo\n',
  )
  expect(markdownOf()).toBe('')
  expect(markdownOf(p(), p('  '), ul(), ['blockquote', {}, []], ['heading', { level: 1 }, []])).toBe('')
})

test('Y21 lists are numbered from their start, nested by their marker and told apart from their neighbour', () => {
  expect(markdownOf(ol(9, li(p('nine')), li(p('ten'), ul(li(p('deep')))), li(p('eleven'))))).toBe(
    '9. nine\n10. ten\n    - deep\n11. eleven\n',
  )
  expect(markdownOf(ul(li(p('a'))), ul(li(p('b'))), ul(li(p('c'))))).toBe('- a\n\n+ b\n\n- c\n')
  expect(markdownOf(ul(li(p('a'), p('more')), li(p('b'))))).toBe('- a\n\n  more\n\n- b\n')
  expect(markdownOf(ul(li(['horizontalRule', {}, []])))).toBe('- ***\n')
})

test('Y22 quotes carry their mark on every line', () => {
  expect(markdownOf(['blockquote', {}, [p('a'), ul(li(p('b')))]], ['blockquote', {}, [p('c')]])).toBe('> a\n>\n> - b\n\n> c\n')
})

test('Y23 a code block is fenced beyond what it holds and never escaped', () => {
  expect(markdownOf(['codeBlock', { language: 'ts' }, ['a *b*\n```\nc']])).toBe('````ts\na *b*\n```\nc\n````\n')
  expect(markdownOf(['codeBlock', { language: 'a`\n# b' }, []])).toBe('```a#b\n```\n')
})

test('Y24 text that looks like Markdown stays text', () => {
  expect(markdownOf(p('# no heading'), p('1. no list'), p('- none'), p('> none'), p('=== none'))).toBe(
    '\\# no heading\n\n1\\. no list\n\n\\- none\n\n\\> none\n\n\\=== none\n',
  )
  expect(markdownOf(p('*a* _b_ `c` [d](e) <f> ~~g~~ &amp; \\'))).toBe(
    '\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f> \\~\\~g\\~\\~ \\&amp; \\\\\n',
  )
  expect(markdownOf(p('a', 'br!', '# b', 'br!'))).toBe('a\\\n\\# b\n')
  expect(markdownOf(p('a\u0000b\r\nc'))).toBe('ab c\n')
})

test('Y25 marks nest in one order, keep whitespace outside and survive letters around them', () => {
  expect(markdownOf(p('a ', bold('b '), { text: 'c', marks: { italic: {}, bold: {} } }, ' d'))).toBe('a **b _c_** d\n')
  expect(markdownOf(p('a', bold(' b '), 'c'))).toBe('a **b** c\n')
  expect(markdownOf(p('a', italic('b'), 'c'))).toBe('&#x61;_b_&#x63;\n')
  expect(markdownOf(p('a', bold('b'), 'c'))).toBe('a**b**c\n')
  expect(markdownOf(p('a', bold('"b"'), 'c'))).toBe('&#x61;**"b"**&#x63;\n')
  expect(markdownOf(p(bold('a'), italic('b')))).toBe('**a**_b_\n')
  expect(markdownOf(p({ text: 'b ', marks: { bold: {}, italic: {} } }, italic('c')))).toBe('**_b_** _c_\n')
  expect(markdownOf(p(bold('a'), { text: ' ', marks: { bold: {}, italic: {} } }, bold('b')))).toBe('**a b**\n')
  expect(markdownOf(p({ text: 'Ha', marks: { bold: {}, italic: {} } }, '😀'))).toBe('**_Ha_**&#x1F600;\n')
  expect(markdownOf(p({ text: 'gone', marks: { strike: {} } }))).toBe('~~gone~~\n')
})

test('Y25 code spans are fenced beyond what they hold', () => {
  expect(markdownOf(p(code('a*b'), ' ', code('``'), ' ', code('`x')))).toBe('`a*b` ``` `` ``` `` `x ``\n')
})

test('Y26 links keep safe targets and drop others, the text stays', () => {
  expect(markdownOf(p(link('site', 'https://a.example/b?c=1')))).toBe('[site](https://a.example/b?c=1)\n')
  expect(markdownOf(p(link('site', 'https://a.example/(x) y&copy;>')))).toBe('[site](<https://a.example/(x) y\\&copy;\\>>)\n')
  expect(markdownOf(p('look!', link('here', 'https://a.example')))).toBe('look\\![here](https://a.example)\n')
  expect(markdownOf(p(link('click', 'javascript:alert(1)')))).toBe('click\n')
})

test('Y27 unknown nodes and content refuse to be frozen', () => {
  const strange = new Y.Doc()
  strange.getXmlFragment('content').insert(0, [new Y.XmlElement('table')])
  expect(() => freeze(strange)).toThrow('DRAFT_UPDATE_REFUSED')
  const embed = documentOf(p('a'))
  const text = (embed.getXmlFragment('content').get(0) as Y.XmlElement).get(0) as Y.XmlText
  text.insertEmbed(0, { image: 'x' })
  expect(() => freeze(embed)).toThrow('DRAFT_UPDATE_REFUSED')
  const deep = new Y.Doc()
  let parent: Y.XmlFragment = deep.getXmlFragment('content')
  for (let at = 0; at < 200; at++) {
    const node = new Y.XmlElement('blockquote')
    parent.insert(0, [node])
    parent = node
  }
  expect(() => freeze(deep)).toThrow('DRAFT_UPDATE_REFUSED')
})

test('Y28 freezing works on a copy, refuses what is too long and gives UTF-8 bytes', () => {
  const doc = documentOf(p('Größe'))
  const before = Y.encodeStateAsUpdate(doc)
  const frozen = freeze(doc)
  expect(new TextDecoder().decode(frozen.contentBytes)).toBe(frozen.markdown)
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  expect(() => freeze(documentOf(p('x'.repeat(131_073))))).toThrow('INPUT_INVALID')
})

test('Y28 the same text gives the same bytes, however it was typed', () => {
  const marks = fc.constantFrom<Record<string, unknown>>(
    {},
    { bold: {} },
    { italic: {} },
    { bold: {}, italic: {} },
    { code: {} },
    { link: { href: 'https://a.example' } },
  )
  const spans = fc.array(fc.record({ text: fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }), marks }), { maxLength: 6 })
  fc.assert(
    fc.property(spans, (parts) => {
      const whole = documentOf(p(...parts))
      const letters = documentOf(p(...parts.flatMap(({ text, marks }) => Array.from(text, (letter) => ({ text: letter, marks })))))
      expect(freeze(letters).contentBytes).toEqual(freeze(whole).contentBytes)
      const again = new Y.Doc()
      Y.applyUpdateV2(again, Y.encodeStateAsUpdateV2(whole))
      expect(toMarkdown(again)).toBe(toMarkdown(whole))
    }),
    { numRuns: 200 },
  )
})

test('Y24 N5 a heading of signs alone, and any number of runs and marks, cost what they are long', () => {
  const many = 200_000
  const before = process.cpuUsage()
  expect(markdownOf(['heading', { level: 1 }, [`${'#'.repeat(many)}x${'#'.repeat(3)}`]])).toBe(`# \\${'#'.repeat(many)}x\\###\n`)
  const { user } = process.cpuUsage(before)
  // A square of it takes ten seconds and more where this takes some milliseconds.
  expect(user / 1_000_000).toBeLessThan(3)
  const ticks = '` '.repeat(many)
  expect(markdownOf(['codeBlock', {}, [ticks]])).toBe(`\`\`\`\n${ticks}\n\`\`\`\n`)
  expect(markdownOf(p(code(`${ticks}a`)))).toBe(`\`\` ${ticks}a \`\`\n`)
  const doc = documentOf(p())
  const text = new Y.XmlText()
  ;(doc.getXmlFragment('content').get(0) as Y.XmlElement).insert(0, [text])
  text.applyDelta(Array.from({ length: many }, (_, n) => ({ insert: 'a', attributes: n % 2 === 0 ? { bold: {} } : { bold: null } })))
  expect(toMarkdown(doc)).toBe(`${'**a**a'.repeat(many / 2)}\n`)
})
