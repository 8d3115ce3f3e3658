import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { appendHeading } from '../authoring/paragraphs.ts'
import { byte, struct, text, uint, update } from '../testing/bytes.ts'
import { createWriter, meet, replay, shuffle, type Writer } from '../testing/mesh.ts'
import { concatBytes } from '@daomesh/protocol'

type Forgery = { who: number; left: number; right: number; kind: number; size: number; from: number }

/** Every id in the heading's text that a writer has seen, in list order; undefined stands for the start. */
const idsSeen = (writer: Writer): (readonly [number, number] | undefined)[] => {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, writer.document.snapshot())
  const heading = doc.getXmlFragment('content').get(0) as Y.XmlElement
  const ids: (readonly [number, number] | undefined)[] = [undefined]
  for (let item = (heading.get(0) as Y.XmlText)._start; item !== null; item = item.right)
    for (let at = 0; at < item.length; at++) ids.push([item.id.client, item.id.clock + at])
  return ids
}

const forge = (writer: Writer, clock: number, ana: Writer, { left, right, kind, size, from }: Forgery): Uint8Array => {
  const ids = idsSeen(writer)
  const origin = ids[left % ids.length]
  /** Mostly the true neighbour, so that much is admitted; otherwise any. */
  const next = right % 4 === 0 ? ids[right % ids.length] : ids[(left % ids.length) + 1]
  const place = { ...(origin && { origin }), ...(next && { right: next }), parent: [ana.clientId, 2] as const }
  if (kind === 0) {
    const target = ids[1 + (left % (ids.length - 1))]!
    return update(0, 0, [], [[target[0], target[1], 1]])
  }
  if (kind === 1) return update(writer.clientId, clock, [struct(6, concatBytes(text('bold'), text(from % 2 ? '{}' : 'null')), place)])
  if (kind === 2)
    return update(writer.clientId, clock, [
      struct(
        8,
        concatBytes(uint(1), byte(125), byte(1 + (size % 3))),
        from % 2 ? { origin: [ana.clientId, 1] } : { parent: [ana.clientId, 0], key: 'level' },
      ),
    ])
  return update(writer.clientId, clock, [struct(4, text('xyzuvw'.slice(from % 3, (from % 3) + 1 + (size % 3))), place)])
}

const forgery = fc.record({ who: fc.nat(2), left: fc.nat(60), right: fc.nat(60), kind: fc.nat(7), size: fc.nat(5), from: fc.nat(5) })

test(
  'D7 D11 Y10 Y13 three hostile writers naming any neighbours: same admitted set and same bytes in every causal order',
  { timeout: 120_000 },
  () => {
    let admitted = 0
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 6, arbitrary: forgery }, fc.constant('meet' as const)), { minLength: 6, maxLength: 30 }),
        fc.array(fc.nat(1000), { minLength: 3, maxLength: 9 }),
        (script, picks) => {
          const ana = createWriter('ana')
          ana.edit((doc) => appendHeading(doc, 2, 'abcdef'))
          const hostile = ['mallory', 'eve', 'trudy'].map((name) => createWriter(name))
          meet(ana, ...hostile)
          for (const line of script) {
            if (line === 'meet') {
              meet(ana, ...hostile)
              continue
            }
            const writer = hostile[line.who]!
            const clock =
              writer.document
                .contributions()
                .filter(({ client }) => client === writer.clientId)
                .at(-1)?.to ?? 0
            const entry = writer.forge(forge(writer, clock, ana, line))
            writer.hear(entry)
            writer.written.push(entry)
          }
          meet(ana, ...hostile)
          const entries = [ana, ...hostile].flatMap((writer) => writer.written)
          const [first, second] = [replay(shuffle(entries, picks)), replay(shuffle(entries, [...picks].reverse()))]
          for (const document of [second, ana.document, ...hostile.map((writer) => writer.document)]) {
            expect(document.faults().size).toBe(0)
            expect(entries.map((entry) => document.judgementOf(entry.id))).toEqual(entries.map((entry) => first.judgementOf(entry.id)))
            expect(document.toMarkdown()).toBe(first.toMarkdown())
            expect(document.snapshot()).toEqual(first.snapshot())
          }
          admitted += entries.filter((entry) => first.judgementOf(entry.id)?.outcome === 'admitted').length
        },
      ),
      { numRuns: 40 },
    )
    expect(admitted).toBeGreaterThan(150)
  },
)
