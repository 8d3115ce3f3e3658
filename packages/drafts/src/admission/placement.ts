import * as Y from 'yjs'
import { UpdateRefused } from '../refusal.ts'
import { rootName } from '../schema.ts'
import type { Struct, StructId } from '../update/readUpdate.ts'
import type { NodeFact } from './structIndex.ts'

/** Whether a clock of a client lies in the closure being judged. */
export type ClosureClock = (client: number) => number

/** New structs that stand between two neighbours of the closure, in list order. */
type Gap = { readonly left: StructId | null; readonly right: StructId | null; readonly tokens: Token[] }
type Token = { readonly clock: number; length: number; readonly gap: Gap }

const misplaced = () => new UpdateRefused('placement', 'does not stand between direct neighbours')
const sameId = (a: StructId | null, b: StructId | null): boolean => a?.client === b?.client && a?.clock === b?.clock

const itemAt = (doc: Y.Doc, id: StructId): Y.Item => {
  const item: unknown = Y.getItem(doc.store, Y.createID(id.client, id.clock))
  if (!(item instanceof Y.Item)) throw misplaced()
  return item
}

const firstOf = (doc: Y.Doc, parent: NodeFact, key: string | null): Y.Item | null => {
  const content = parent.id === null ? null : itemAt(doc, parent.id).content
  const type = content instanceof Y.ContentType ? content.type : doc.getXmlFragment(rootName)
  let first = key === null ? type._start : (type._map.get(key) ?? null)
  while (first?.left) first = first.left
  return first
}

/**
 * What follows `origin` in the document that the closure makes. The live document may hold more, but the order of two items is the same in every
 * document that holds both, and what lies outside the closure is skipped: so the answer is a function of the closure alone.
 */
const nextInClosure = (
  doc: Y.Doc,
  closure: ClosureClock,
  origin: StructId | null,
  parent: NodeFact,
  key: string | null,
): StructId | null => {
  let item: Y.Item | null
  if (origin === null) item = firstOf(doc, parent, key)
  else {
    const holder = itemAt(doc, origin)
    const next = origin.clock + 1
    if (next < Math.min(holder.id.clock + holder.length, closure(origin.client))) return { client: origin.client, clock: next }
    item = holder.right
  }
  while (item !== null && item.id.clock >= closure(item.id.client)) item = item.right
  return item === null ? null : item.id
}

/**
 * Checks that every insertion names as neighbours two items that stood side by side where its author wrote it, as any editor does. Crossed or distant
 * neighbours make Yjs documents differ by order of arrival. New structs of the same update count as neighbours too.
 */
export const createPlacement = (doc: Y.Doc, client: number, from: number, closure: ClosureClock) => {
  /** In clock order. */
  const tokens: Token[] = []
  const gaps = new Map<string, Gap>()

  const isNew = (id: StructId | null): id is StructId => id !== null && id.client === client && id.clock >= from

  const indexOf = (clock: number): number => {
    let low = 0
    let high = tokens.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const token = tokens[middle]
      if (!token) break
      if (clock < token.clock) high = middle - 1
      else if (clock >= token.clock + token.length) low = middle + 1
      else return middle
    }
    throw misplaced()
  }

  /** The token that ends with this clock; what follows in it becomes a token of its own. */
  const endingWith = (clock: number): Token => {
    const index = indexOf(clock)
    const token = tokens[index]
    if (!token) throw misplaced()
    const tail: Token = { clock: clock + 1, length: token.clock + token.length - clock - 1, gap: token.gap }
    if (tail.length > 0) {
      token.length -= tail.length
      tokens.splice(index + 1, 0, tail)
      token.gap.tokens.splice(token.gap.tokens.indexOf(token) + 1, 0, tail)
    }
    return token
  }

  const openGap = ({ origin, rightOrigin }: Struct, parent: NodeFact, key: string | null): Gap => {
    const next = isNew(parent.id) ? null : nextInClosure(doc, closure, origin, parent, key)
    if (!sameId(next, rightOrigin)) throw misplaced()
    const list = `${parent.id?.client ?? ''}.${parent.id?.clock ?? ''}.${key ?? ''}`
    const name = origin === null ? list : `${origin.client}.${origin.clock}`
    if (gaps.has(name)) throw misplaced()
    const gap: Gap = { left: origin, right: rightOrigin, tokens: [] }
    gaps.set(name, gap)
    return gap
  }

  const find = (struct: Struct, parent: NodeFact, key: string | null): { gap: Gap; at: number } => {
    const { origin, rightOrigin: right } = struct
    if (isNew(origin)) {
      const left = endingWith(origin.clock)
      const at = left.gap.tokens.indexOf(left) + 1
      const following = left.gap.tokens[at]
      const next = following ? { client, clock: following.clock } : left.gap.right
      if (!sameId(next, right)) throw misplaced()
      return { gap: left.gap, at }
    }
    if (!isNew(right)) return { gap: openGap(struct, parent, key), at: 0 }
    const next = tokens[indexOf(right.clock)]
    if (!next || next.clock !== right.clock || next.gap.tokens[0] !== next || !sameId(origin, next.gap.left)) throw misplaced()
    return { gap: next.gap, at: 0 }
  }

  return {
    /** @throws UpdateRefused `placement`. */
    place: (struct: Struct, parent: NodeFact, key: string | null): void => {
      const { gap, at } = find(struct, parent, key)
      const token: Token = { clock: struct.clock, length: struct.content.length, gap }
      gap.tokens.splice(at, 0, token)
      tokens.push(token)
    },
  }
}
