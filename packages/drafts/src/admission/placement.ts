import * as Y from 'yjs'
import { draftLimits } from '../limits.ts'
import { UpdateRefused } from '../refusal.ts'
import { rootName } from '../schema.ts'
import type { Struct, StructId } from '../update/readUpdate.ts'
import type { NodeFact } from './structIndex.ts'

/** Whether a clock of a client lies in the closure being judged. */
export type ClosureClock = (client: number) => number

type Group = { readonly left: StructId | null; readonly right: StructId | null; readonly tokens: Token[] }
type Token = { clock: number; length: number; readonly group: Group }

const misplaced = (detail: string) => new UpdateRefused('placement', detail)
const sameId = (a: StructId | null, b: StructId | null): boolean => a?.client === b?.client && a?.clock === b?.clock
const holds = (item: Y.Item, id: StructId): boolean =>
  item.id.client === id.client && item.id.clock <= id.clock && id.clock < item.id.clock + item.length

const itemAt = (doc: Y.Doc, id: StructId): Y.Item => {
  const item: unknown = Y.getItem(doc.store, Y.createID(id.client, id.clock))
  if (!(item instanceof Y.Item)) throw misplaced('a neighbour is not in the document')
  return item
}

const firstOf = (doc: Y.Doc, parent: NodeFact): Y.Item | null => {
  if (parent.id === null) return doc.getXmlFragment(rootName)._start
  const { content } = itemAt(doc, parent.id)
  if (!(content instanceof Y.ContentType)) throw misplaced('the parent is not a node')
  return content.type._start
}

/**
 * Checks that the two neighbours an insertion names stand in this order, near each other, in the document its author saw.
 * The live document may hold more than that, but the order of two items is the same in every document that holds both, and what lies outside the closure
 * is skipped: so the answer is a function of the closure. Without this check a crossed pair makes documents differ by order of arrival.
 */
const checkExisting = (doc: Y.Doc, closure: ClosureClock, origin: StructId | null, right: StructId | null, parent: NodeFact): void => {
  let between = 0
  let item = origin === null ? firstOf(doc, parent) : itemAt(doc, origin)
  /** First clock of the item that counts as lying after the origin. */
  let from = origin === null ? null : origin.clock + 1
  while (item !== null) {
    const start = from ?? item.id.clock
    if (right !== null && holds(item, right)) {
      if (right.clock < start) throw misplaced('neighbours in the wrong order')
      between += right.clock - start
      if (between > draftLimits.gap) throw misplaced('neighbours too far apart')
      return
    }
    between += Math.max(0, Math.min(item.id.clock + item.length, closure(item.id.client)) - start)
    if (between > draftLimits.gap) throw misplaced('neighbours too far apart')
    item = item.right
    from = null
  }
  if (right !== null) throw misplaced('neighbours in the wrong order')
}

/** Remembers where the new structs of one update stand among each other, so that they too can be neighbours. */
export const createPlacement = (doc: Y.Doc, client: number, from: number, closure: ClosureClock) => {
  /** In clock order. */
  const tokens: Token[] = []

  const isNew = (id: StructId | null): id is StructId => id !== null && id.client === client && id.clock >= from

  const tokenAt = (clock: number): Token => {
    let low = 0
    let high = tokens.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const token = tokens[middle]
      if (!token) break
      if (clock < token.clock) high = middle - 1
      else if (clock >= token.clock + token.length) low = middle + 1
      else return token
    }
    throw misplaced('a neighbour is not part of a list')
  }

  /** Cuts a token so that a new one begins at `clock`. */
  const cut = (token: Token, clock: number): Token => {
    if (token.clock === clock) return token
    const tail: Token = { clock, length: token.clock + token.length - clock, group: token.group }
    token.length = clock - token.clock
    tokens.splice(tokens.indexOf(token) + 1, 0, tail)
    token.group.tokens.splice(token.group.tokens.indexOf(token) + 1, 0, tail)
    return tail
  }
  const cutAfter = (id: StructId): Token => {
    const token = tokenAt(id.clock)
    if (id.clock + 1 < token.clock + token.length) cut(token, id.clock + 1)
    return token
  }

  const groupFor = (struct: Struct, parent: NodeFact): { group: Group; at: number } => {
    const { origin, rightOrigin: right } = struct
    if (isNew(origin)) {
      const left = cutAfter(origin)
      const { group } = left
      const at = group.tokens.indexOf(left) + 1
      if (isNew(right)) {
        const next = cut(tokenAt(right.clock), right.clock)
        if (next.group !== group || group.tokens.indexOf(next) < at) throw misplaced('neighbours in the wrong order')
      } else if (!sameId(right, group.right)) throw misplaced('neighbours in the wrong order')
      return { group, at }
    }
    if (isNew(right)) {
      const next = cut(tokenAt(right.clock), right.clock)
      if (!sameId(origin, next.group.left)) throw misplaced('neighbours in the wrong order')
      return { group: next.group, at: next.group.tokens.indexOf(next) }
    }
    if (!isNew(parent.id)) checkExisting(doc, closure, origin, right, parent)
    return { group: { left: origin, right, tokens: [] }, at: 0 }
  }

  return {
    /** @throws UpdateRefused `placement`. */
    place: (struct: Struct, parent: NodeFact): void => {
      const { group, at } = groupFor(struct, parent)
      const token: Token = { clock: struct.clock, length: struct.content.length, group }
      group.tokens.splice(at, 0, token)
      tokens.push(token)
    },
  }
}
