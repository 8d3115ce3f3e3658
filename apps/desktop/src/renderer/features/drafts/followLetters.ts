import * as Y from 'yjs'

/** Fewer letters in a paragraph that stays say too little about where they came from. */
const FEWEST = 3
/** How many letters on each side of a caret are looked for: all, or fewer where somebody already wrote among them. */
const reaches = [Infinity, 16, 4] as const

type Node = { readonly _item: Y.Item | null }

export const isThere = (type: Node): boolean => {
  for (let item = type._item; item !== null; item = (item.parent as Node)._item) if (item.deleted) return false
  return true
}

export const textAt = (doc: Y.Doc, { item, type }: Y.RelativePosition): Y.XmlText | null => {
  const id = item ?? type
  const found: unknown = id === null ? null : Y.getItem(doc.store, id)
  if (!(found instanceof Y.Item)) return null
  const text: unknown = item === null ? (found.content instanceof Y.ContentType ? found.content.type : null) : found.parent
  return text instanceof Y.XmlText ? text : null
}

type Letters = { readonly words: string; readonly isGone: boolean; readonly isOwn: boolean; readonly clock: number }

/** The letters of a text as they were before a change, on both sides of a place, nearest first. */
const sidesOf = ({ doc, deleteSet }: Y.Transaction, text: Y.XmlText, { item: held, assoc }: Y.RelativePosition) => {
  const [left, right]: [Letters[], Letters[]] = [[], []]
  let isPassed = held === null
  for (let item = text._start; item !== null; item = item.right) {
    if (!(item.content instanceof Y.ContentString)) continue
    const { id, length } = item
    const isGone = Y.isDeleted(deleteSet, id)
    if (item.deleted && !isGone) continue
    const offset = held?.client === id.client ? held.clock - id.clock : -1
    const isHeld = offset >= 0 && offset < length
    const cut = isHeld ? offset + (assoc < 0 ? 1 : 0) : isPassed ? 0 : length
    const [before, after] = [item.content.str.slice(0, cut), item.content.str.slice(cut)]
    const how = { isGone, isOwn: id.client === doc.clientID }
    if (before !== '') left.push({ words: before, clock: id.clock, ...how })
    if (after !== '') right.push({ words: after, clock: id.clock + cut, ...how })
    isPassed ||= isHeld
  }
  return { left: left.toReversed(), right }
}

const takeWhile = (letters: readonly Letters[], fits: (one: Letters) => boolean): readonly Letters[] => {
  const end = letters.findIndex((one) => !fits(one))
  return end < 0 ? letters : letters.slice(0, end)
}
const wordsOf = (letters: readonly Letters[]): string => letters.map(({ words }) => words).join('')
const inOrder = (left: readonly Letters[]): string => wordsOf(left.toReversed())

/**
 * How many own letters that went, from the nearest one on, are not named in the update of who took them: a node that goes takes along what its remover never
 * saw.
 */
const countUnseen = (near: readonly Letters[], isBefore: boolean, client: number, update: Uint8Array): number => {
  const { ds: named } = Y.decodeUpdate(update)
  let count = 0
  for (const { words, clock, isOwn } of near)
    for (let n = 0; n < words.length; n++) {
      const at = clock + (isBefore ? words.length - 1 - n : n)
      if (!isOwn || Y.isDeleted(named, Y.createID(client, at))) return count
      count += 1
    }
  return count
}

/** The texts in which a change wrote, each with a blank for what was there before. */
const writtenIn = ({ doc, beforeState, afterState }: Y.Transaction): Map<Y.XmlText, string> => {
  const texts = new Set<Y.XmlText>()
  const isNew = ({ id }: Y.Item): boolean => id.clock >= (beforeState.get(id.client) ?? 0)
  for (const [client, clock] of afterState) {
    if (clock === beforeState.get(client)) continue
    const structs = doc.store.clients.get(client) ?? []
    for (let n = structs.length - 1; n >= 0; n--) {
      const item = structs[n]
      if (!(item instanceof Y.Item) || !isNew(item)) break
      if (item.content instanceof Y.ContentString && item.parent instanceof Y.XmlText && !item.deleted) texts.add(item.parent)
    }
  }
  const lettersOf = (text: Y.XmlText): string => {
    let letters = ''
    for (let item = text._start; item !== null; item = item.right)
      if (item.countable && !item.deleted)
        letters += item.content instanceof Y.ContentString && isNew(item) ? item.content.str : '\0'.repeat(item.length)
    return letters
  }
  return new Map([...texts].map((text) => [text, lettersOf(text)]))
}

/** How a change came: what another sent, null for an undo; and the first own clock that whoever sent it is known not to have seen. */
export type Arrival = { readonly update: Uint8Array | null; readonly unseenFrom: number }

/**
 * `lost` and `lostAfter`: own letters before and after the place that whoever wrote the others anew had not seen yet; `isLeft` where they still stand at the
 * old place.
 */
export type Followed = { readonly place: Y.RelativePosition; readonly lost: string; readonly lostAfter: string; readonly isLeft: boolean }

/**
 * Where the letters around a place were written anew, because Yjs cannot move: whoever splits, joins or converts a paragraph deletes its letters and writes
 * them again. Null where they are still there, or nowhere.
 */
export const followLetters = (change: Y.Transaction, place: Y.RelativePosition, { update, unseenFrom }: Arrival): Followed | null => {
  const text = textAt(change.doc, place)
  if (text === null || (isThere(text) && !(change.changed as ReadonlyMap<unknown, unknown>).has(text))) return null
  const { left, right } = sidesOf(change, text, place)
  const stays = ({ isGone, isOwn, clock }: Letters): boolean => isOwn && !isGone && clock >= unseenFrom
  const went = ({ isGone }: Letters): boolean => isGone
  const [stayed, stayedAfter] = [takeWhile(left, stays), takeWhile(right, stays)]
  const [goneBefore, goneAfter] = [takeWhile(left.slice(stayed.length), went), takeWhile(right.slice(stayedAfter.length), went)]
  const [before, after] = [inOrder(goneBefore), wordsOf(goneAfter)]
  const isLeft = stayed.length + stayedAfter.length > 0
  if (isThere(text) && (before === '' || before.length + after.length < FEWEST)) return null
  const unseenIn = (near: readonly Letters[], isBefore: boolean): number =>
    isLeft || update === null ? 0 : countUnseen(near, isBefore, change.doc.clientID, update)
  const [unseen, unseenAfter] = [unseenIn(goneBefore, true), unseenIn(goneAfter, false)]
  const [seen, seenAfter] = [before.slice(0, before.length - unseen), after.slice(unseenAfter)]
  const lost = isLeft ? inOrder(stayed) : before.slice(before.length - unseen)
  const lostAfter = isLeft ? wordsOf(stayedAfter) : after.slice(0, unseenAfter)
  const written = writtenIn(change)
  for (const reach of reaches) {
    const start = seen.slice(-reach)
    const letters = start + seenAfter.slice(0, reach)
    for (const [to, words] of written) {
      const at = letters === '' ? -1 : words.indexOf(letters)
      if (at >= 0) return { place: Y.createRelativePositionFromTypeIndex(to, at + start.length, -1), lost, lostAfter, isLeft }
    }
  }
  return null
}
