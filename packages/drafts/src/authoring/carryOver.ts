import * as Y from 'yjs'
import { rootName } from '../schema.ts'

/** A type of a draft: the root, an element or a text node. */
type Node = Y.XmlFragment | Y.XmlElement | Y.XmlText

export type CarryOver = {
  /** The document of a session that cannot go on. It is read only. */
  readonly from: Y.Doc
  /** The client id under which that session wrote. */
  readonly client: number
  /** Its updates that were not stored: only what they delete is read, for the rest `to` tells what is missing. */
  readonly unsent: readonly Uint8Array[]
  /** The document of the session that goes on, loaded from the node and with its own client id. */
  readonly to: Y.Doc
}

const has = (doc: Y.Doc, id: Y.ID): boolean => id.clock < Y.getState(doc.store, id.client)

const endOf = ({ id, length }: Y.Item): Y.ID => Y.createID(id.client, id.clock + length - 1)

const nodeOf = (item: Y.Item): Node | null => (item.content instanceof Y.ContentType ? (item.content.type as Node) : null)

function* itemsIn(node: Node): Generator<Y.Item> {
  for (let item = node._start; item !== null; item = item.right) {
    yield item
    const inner = nodeOf(item)
    if (inner !== null) yield* itemsIn(inner)
  }
}

type Move = { readonly from: Y.ID; readonly to: Y.ID; readonly length: number }

const movedBy =
  (moves: readonly Move[]) =>
  (id: Y.ID): Y.ID => {
    const move = moves.find(({ from, length }) => from.client === id.client && id.clock >= from.clock && id.clock < from.clock + length)
    return move === undefined ? id : Y.createID(move.to.client, move.to.clock + id.clock - move.from.clock)
  }

/** One run of carrying over, inside a transaction of `to`. */
const openCarrier = ({ from, to }: Pick<CarryOver, 'from' | 'to'>, transaction: Y.Transaction) => {
  /** What was written again, by what it was. */
  const copies = new Map<Y.Item, Y.Item>()
  const moves: Move[] = []

  /** Where an item of the old document ends in the new one, if it is there and in this list. */
  const anchorOf = (old: Y.Item, parent: Node): Y.Item | null => {
    const copy = copies.get(old)
    if (copy !== undefined) return copy.parent === parent ? copy : null
    const last = Math.min(endOf(old).clock, Y.getState(to.store, old.id.client) - 1)
    if (last < old.id.clock) return null
    const item = Y.getItemCleanEnd(transaction, to.store, Y.createID(old.id.client, last))
    return item instanceof Y.Item && item.parent === parent ? item : null
  }

  const insert = (content: Y.Item['content'], left: Y.Item | null, parent: Node): Y.Item => {
    const right = left === null ? parent._start : left.right
    const id = Y.createID(to.clientID, Y.getState(to.store, to.clientID))
    const item = new Y.Item(id, left, left && endOf(left), right, right && right.id, parent, null, content)
    item.integrate(transaction, 0)
    return item
  }

  /** The same node in the new document; one that is not there, or that somebody deleted meanwhile, is made again. */
  const counterpart = (node: Node): Node => {
    const item = node._item
    if (item === null) return to.getXmlFragment(rootName)
    const copy = copies.get(item)
    const there = copy ?? (has(to, item.id) ? Y.getItem(to.store, item.id) : null)
    const found = there instanceof Y.Item && !there.deleted ? nodeOf(there) : null
    if (found !== null) return found
    const made = nodeOf(place(item, 0)) as Node
    if (node instanceof Y.XmlElement && made instanceof Y.XmlElement)
      for (const [name, value] of Object.entries(node.getAttributes())) if (value !== undefined) made.setAttribute(name, value)
    return made
  }

  /** Writes an item of the old document again, after the nearest one before it that is in the new document. */
  const place = (old: Y.Item, offset: number): Y.Item => {
    const parent = counterpart(old.parent as Node)
    let left = offset > 0 ? Y.getItemCleanEnd(transaction, to.store, Y.createID(old.id.client, old.id.clock + offset - 1)) : null
    if (!(left instanceof Y.Item) || left.parent !== parent) left = null
    for (let before = old.left; left === null && before !== null; before = before.left) left = anchorOf(before, parent)
    const whole = old.content.copy()
    const copy = insert(offset > 0 ? whole.splice(offset) : whole, left, parent)
    copies.set(old, copy)
    moves.push({ from: Y.createID(old.id.client, old.id.clock + offset), to: copy.id, length: copy.length })
    return copy
  }

  const setAttribute = (old: Y.Item, name: string): void => {
    const node = counterpart(old.parent as Node)
    const [value] = old.content.getContent() as [string]
    if (node instanceof Y.XmlElement && node.getAttribute(name) !== value) node.setAttribute(name, value)
  }

  const isUnseen = (item: Y.Item): boolean => !item.deleted && item.id.client !== to.clientID && !has(from, endOf(item))

  /** A node in which others wrote meanwhile stays: its author did not see what they would throw away. */
  const erase = (item: Y.Item): void => {
    const node = nodeOf(item)
    if (node !== null && [...itemsIn(node)].some(isUnseen)) return
    item.delete(transaction)
  }

  return { copies, moves, place, setAttribute, erase }
}

/**
 * Writes what a session could not store once more in another session: each piece where it stood, beside what others have written meanwhile.
 * What `to` holds already is not written twice, so it does not matter which of the old session's edits were stored after all.
 * @returns where a letter or a node of the old document stands in the new one, so that a caret can follow.
 */
export const carryOver = ({ from, client, unsent, to }: CarryOver): ((id: Y.ID) => Y.ID) => {
  const stored = Y.getState(to.store, client)
  return to.transact((transaction) => {
    const { copies, moves, place, setAttribute, erase } = openCarrier({ from, to }, transaction)
    for (const old of from.store.clients.get(client) ?? []) {
      if (!(old instanceof Y.Item) || old.deleted || endOf(old).clock < stored || copies.has(old)) continue
      if (old.parentSub === null) place(old, Math.max(0, stored - old.id.clock))
      else setAttribute(old, old.parentSub)
    }
    for (const update of unsent)
      Y.iterateDeletedStructs(transaction, Y.decodeUpdate(update).ds, (item) => {
        if (item instanceof Y.Item && !item.deleted) erase(item)
      })
    return movedBy(moves)
  })
}
