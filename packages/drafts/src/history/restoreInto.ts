import * as Y from 'yjs'
import { rootName } from '../schema.ts'
import { type IdSet, idSet } from './idSet.ts'

type Node = Y.XmlFragment | Y.XmlElement | Y.XmlText

function* itemsOf(node: Node): Generator<Y.Item> {
  for (let item = node._start; item !== null; item = item.right) yield item
}

const nodeOf = ({ content }: Y.Item): Y.XmlElement | Y.XmlText | null =>
  content instanceof Y.ContentType && (content.type instanceof Y.XmlElement || content.type instanceof Y.XmlText) ? content.type : null

const keyOf = ({ id }: Y.Item): string => `${id.client}.${id.clock}`

/** What is wanted: the nodes by their id, and the letters; and the edit that brings it about. */
type Wanted = {
  readonly nodes: ReadonlyMap<string, Y.XmlElement | Y.XmlText>
  readonly letters: IdSet
  readonly transaction: Y.Transaction
}

const wantedIn = (doc: Y.Doc, transaction: Y.Transaction): Wanted => {
  const nodes = new Map<string, Y.XmlElement | Y.XmlText>()
  const letters: { client: number; clock: number; length: number }[] = []
  const read = (parent: Node): void => {
    for (const item of itemsOf(parent)) {
      if (item.deleted) continue
      const node = nodeOf(item)
      if (node !== null) {
        nodes.set(keyOf(item), node)
        read(node)
      } else if (item.content instanceof Y.ContentString)
        letters.push({ client: item.id.client, clock: item.id.clock, length: item.length })
    }
  }
  read(doc.getXmlFragment(rootName))
  return { nodes, letters: idSet(letters), transaction }
}

const isAlike = (a: Y.XmlElement | Y.XmlText, b: Y.XmlElement | Y.XmlText): boolean => a.toJSON() === b.toJSON()

type Marks = Readonly<Record<string, unknown>>
type Delta = readonly { readonly insert: string; readonly attributes?: Marks }[]
type Step = { readonly insert: string } | { readonly delete: number } | { readonly retain: number; readonly attributes?: Marks }

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** What changes the marks of a letter that has some into those that it should have. */
const differenceOf = (has: Marks, wants: Marks): Marks => {
  if (has === wants) return none
  const names = new Set([...Object.keys(wants), ...Object.keys(has)])
  const changed = [...names].filter((name) => !isSame(wants[name], has[name]))
  return changed.length === 0 ? none : Object.fromEntries(changed.toSorted().map((name) => [name, wants[name] ?? null]))
}
const none: Marks = {}

/** The same marks on the same letters. The letters are the same already. */
const restoreMarks = (live: Y.XmlText, wanted: Y.XmlText): void => {
  const marksOf = (text: Y.XmlText) =>
    (text.toDelta() as Delta).flatMap(({ insert, attributes = none }) => Array.from({ length: insert.length }, () => attributes))
  const [has, wants] = [marksOf(live), marksOf(wanted)]
  const steps: { retain: number; readonly attributes: Marks }[] = []
  for (const [at, marks] of wants.entries()) {
    const attributes = differenceOf(has[at] ?? none, marks)
    const last = steps.at(-1)
    if (last !== undefined && isSame(last.attributes, attributes)) last.retain += 1
    else steps.push({ retain: 1, attributes })
  }
  live.applyDelta(steps.map(({ retain, attributes }) => (attributes === none ? { retain } : { retain, attributes })))
}

/** All steps in one walk: Yjs would count its way from the beginning to each of them. */
const restoreText = (live: Y.XmlText, wanted: Y.XmlText, { letters }: Wanted): void => {
  const steps: Step[] = []
  for (const { id, content, deleted } of itemsOf(live)) {
    if (!(content instanceof Y.ContentString)) continue
    for (const { clock, length, inside } of letters.cut({ client: id.client, clock: id.clock, length: content.str.length })) {
      const text = content.str.slice(clock - id.clock, clock - id.clock + length)
      if (inside) steps.push(deleted ? { insert: text } : { retain: length })
      else if (!deleted) steps.push({ delete: length })
    }
  }
  live.applyDelta(steps)
  restoreMarks(live, wanted)
}

const restoreAttributes = (live: Y.XmlElement, wanted: Y.XmlElement): void => {
  const [has, wants] = [live.getAttributes(), wanted.getAttributes()]
  for (const [name, value] of Object.entries(wants)) if (value !== undefined && has[name] !== value) live.setAttribute(name, value)
  for (const name of Object.keys(has)) if (wants[name] === undefined) live.removeAttribute(name)
}

type ChildStep =
  | { readonly kind: 'keep'; readonly live: Y.XmlElement | Y.XmlText; readonly wanted: Y.XmlElement | Y.XmlText }
  | { readonly kind: 'insert'; readonly wanted: Y.XmlElement | Y.XmlText }
  | { readonly kind: 'delete'; readonly live: Y.XmlElement | Y.XmlText }

/** So many children to be deleted are looked at for one to be inserted: of more, both would be read as often as there are pairs of them. */
const mostCompared = 32

/** Between two children that stay: one to be deleted that reads like one to be inserted stays in its place, so that restoring twice writes nothing. */
const settle = (steps: readonly ChildStep[]): readonly ChildStep[] => {
  const inserts = steps.filter((step) => step.kind === 'insert')
  const deletes = steps.filter((step) => step.kind === 'delete')
  const out: ChildStep[] = []
  let from = 0
  for (const insert of inserts) {
    const found = deletes.slice(from, from + mostCompared).findIndex(({ live }) => isAlike(live, insert.wanted))
    const alike = deletes[from + found]
    if (found === -1 || alike === undefined) out.push(insert)
    else {
      for (const gone of deletes.slice(from, from + found)) out.push(gone)
      out.push({ kind: 'keep', live: alike.live, wanted: insert.wanted })
      from += found + 1
    }
  }
  return [...out, ...deletes.slice(from)]
}

const stepsOf = (live: Y.XmlFragment | Y.XmlElement, all: Wanted): readonly ChildStep[] => {
  const steps: ChildStep[] = []
  let open: ChildStep[] = []
  // There may be more of them than a call takes arguments.
  const close = (): void => {
    for (const step of settle(open)) steps.push(step)
    open = []
  }
  for (const item of itemsOf(live)) {
    const node = nodeOf(item)
    if (node === null) continue
    const wanted = all.nodes.get(keyOf(item))
    if (wanted !== undefined && !item.deleted) {
      close()
      steps.push({ kind: 'keep', live: node, wanted })
    } else if (wanted !== undefined) open.push({ kind: 'insert', wanted })
    else if (!item.deleted) open.push({ kind: 'delete', live: node })
  }
  close()
  return steps
}

/** Each child by itself and not by its number, which Yjs counts from the first one on. */
const restoreChildren = (live: Y.XmlFragment | Y.XmlElement, all: Wanted): void => {
  let before: Y.XmlElement | Y.XmlText | null = null
  for (const step of stepsOf(live, all)) {
    if (step.kind === 'delete') {
      step.live._item?.delete(all.transaction)
      continue
    }
    if (step.kind === 'insert') {
      const fresh = step.wanted.clone() as Y.XmlElement
      live.insertAfter(before, [fresh])
      before = fresh
      continue
    }
    if (!isAlike(step.live, step.wanted)) restoreNode(step.live, step.wanted, all)
    before = step.live
  }
}

const restoreNode = (live: Y.XmlElement | Y.XmlText, wanted: Y.XmlElement | Y.XmlText, all: Wanted): void => {
  if (live instanceof Y.XmlText || wanted instanceof Y.XmlText) {
    if (live instanceof Y.XmlText && wanted instanceof Y.XmlText) restoreText(live, wanted, all)
    return
  }
  restoreAttributes(live, wanted)
  restoreChildren(live, all)
}

/**
 * Makes a document say what another one says, as one edit: what is there of it stays under its id and its author, what was deleted is written again where
 * it stood, the rest is deleted. Both are of one draft; `wanted` is only read.
 */
export const restoreInto = (doc: Y.Doc, wanted: Y.Doc): void => {
  doc.transact((transaction) => restoreChildren(doc.getXmlFragment(rootName), wantedIn(wanted, transaction)))
}
