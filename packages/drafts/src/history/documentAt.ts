import { DaomeshError } from '@daomesh/protocol'
import * as Y from 'yjs'
import type { Contribution } from '../document/entry.ts'
import { writeUpdate } from '../update/writeUpdate.ts'
import { type IdRange, type IdSet, idSet } from './idSet.ts'
import type { Version } from './versionOf.ts'

/** A document of its own that says what `whole` said at a version. `whole` must not collect garbage. */
export const documentAt = (
  whole: Y.Doc,
  { clocks, deleted }: Pick<Version, 'clocks'> & { readonly deleted: { ranges: () => readonly IdRange[] } },
): Y.Doc => {
  const { ds } = Y.decodeUpdate(writeUpdate(0, 0, [], deleted.ranges()))
  const state = new Map([...clocks].filter(([, clock]) => clock > 0))
  return Y.createDocFromSnapshot(whole, Y.createSnapshot(ds, state), new Y.Doc({ gc: false }))
}

const single = ({ client, clock }: Y.ID): IdRange => ({ client, clock, length: 1 })

/** The nodes in which an item stands, with their last attributes, as ranges. */
const around = (item: Y.Item): readonly IdRange[] => {
  const ranges: IdRange[] = []
  for (let parent = item.parent; parent instanceof Y.AbstractType && parent._item !== null; parent = parent._item.parent) {
    ranges.push(single(parent._item.id))
    for (const { id } of parent._map.values()) ranges.push(single(id))
  }
  return ranges
}

/** Begins and ends of marks in the text in which an item stands; each text is walked through once, however many pieces of it are asked about. */
const marksBeside = () => {
  const known = new Map<Y.Item['parent'], readonly IdRange[]>()
  return ({ parent }: Y.Item): readonly IdRange[] => {
    const before = known.get(parent)
    if (before !== undefined) return before
    const ranges: IdRange[] = []
    if (parent instanceof Y.XmlText)
      for (let item = parent._start; item !== null; item = item.right)
        if (item.content instanceof Y.ContentFormat) ranges.push(single(item.id))
    known.set(parent, ranges)
    return ranges
  }
}

/** What was deleted together with a passage, by whichever edits deleted any of it. Those that the same edits deleted share the answer. */
const deletedWith = (contributions: readonly Contribution[]) => {
  const edits = contributions.filter(({ deletions }) => deletions.length > 0).map(({ deletions }) => ({ deletions, set: idSet(deletions) }))
  const known = new Map<string, IdSet>()
  return (passage: IdRange): IdSet => {
    const hits = edits.flatMap(({ set }, i) => (set.cut(passage).some(({ inside }) => inside) ? [i] : []))
    const key = hits.join()
    const found = known.get(key) ?? idSet(hits.flatMap((i) => edits[i]?.deletions ?? []))
    known.set(key, found)
    return found
  }
}

/**
 * The present document with some deleted letters in it again, the nodes in which they stood, and the marks that went with them.
 * @throws DaomeshError `INPUT_INVALID` for letters that were never there.
 */
export const documentWith = (whole: Y.Doc, now: Version, passages: readonly IdRange[], contributions: readonly Contribution[]): Y.Doc => {
  const back: IdRange[] = []
  const [alikeOf, marksOf] = [deletedWith(contributions), marksBeside()]
  for (const passage of passages) {
    if (passage.clock + passage.length > (now.clocks.get(passage.client) ?? 0))
      throw new DaomeshError('INPUT_INVALID', { meta: { field: 'passage', reason: 'was never there' } })
    const alike = alikeOf(passage)
    for (let { clock } = passage; clock < passage.clock + passage.length;) {
      const item: unknown = Y.getItem(whole.store, Y.createID(passage.client, clock))
      if (!(item instanceof Y.Item)) throw new DaomeshError('INTERNAL', { meta: { reason: 'a letter is not there' } })
      for (const range of around(item)) back.push(range)
      for (const range of marksOf(item)) if (alike.has(range.client, range.clock)) back.push(range)
      clock = item.id.clock + item.length
    }
    back.push(passage)
  }
  const again = idSet(back)
  const deleted = now.deleted
    .ranges()
    .flatMap((range) => again.cut(range).flatMap(({ clock, length, inside }) => (inside ? [] : [{ client: range.client, clock, length }])))
  return documentAt(whole, { clocks: now.clocks, deleted: { ranges: () => deleted } })
}
