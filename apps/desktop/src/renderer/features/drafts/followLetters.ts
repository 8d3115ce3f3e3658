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

/** `isUnseen`: own, and not seen by whoever made the change; `isTaken`: gone, and named by who took it, or there is nobody else. */
type Letters = { readonly words: string; readonly isUnseen: boolean; readonly isTaken: boolean; readonly isGone: boolean }

/** Looks at letters of an item one by one, and puts those together of which the same is true. */
export const lettersOf = (item: Y.Item, words: string, from: number, of: LookAt): readonly Letters[] => {
  const found: (Omit<Letters, 'words'> & { words: string })[] = []
  for (let n = 0; n < words.length; n++) {
    const now = of(item, from + n)
    const last = found.at(-1)
    if (last !== undefined && last.isUnseen === now.isUnseen && last.isTaken === now.isTaken) last.words += words.charAt(n)
    else found.push({ words: words.charAt(n), ...now })
  }
  return found
}
type LookAt = (item: Y.Item, clock: number) => Omit<Letters, 'words'>

export const lookerAt = ({ doc, deleteSet }: Y.Transaction, { update, unseenFrom }: Arrival): LookAt => {
  const named = update === null ? null : Y.decodeUpdate(update).ds
  return ({ id: { client, clock: start } }, clock) => {
    const isGone = Y.isDeleted(deleteSet, Y.createID(client, start))
    // A node that goes takes along what its remover never saw.
    const isTaken = isGone && (named === null || Y.isDeleted(named, Y.createID(client, clock)))
    return { isGone, isTaken, isUnseen: client === doc.clientID && !isTaken && (clock >= unseenFrom || (isGone && named !== null)) }
  }
}

/** The letters of a text as they were before a change, on both sides of a place, nearest first. */
const sidesOf = (change: Y.Transaction, text: Y.XmlText, { item: held, assoc }: Y.RelativePosition, arrival: Arrival) => {
  const [left, right]: [Letters[], Letters[]] = [[], []]
  const look = lookerAt(change, arrival)
  let isPassed = held === null
  for (let item = text._start; item !== null; item = item.right) {
    if (!(item.content instanceof Y.ContentString)) continue
    const { id, length } = item
    if (item.deleted && !Y.isDeleted(change.deleteSet, id)) continue
    const offset = held?.client === id.client ? held.clock - id.clock : -1
    const isHeld = offset >= 0 && offset < length
    const cut = isHeld ? offset + (assoc < 0 ? 1 : 0) : isPassed ? 0 : length
    left.push(...lettersOf(item, item.content.str.slice(0, cut), id.clock, look))
    right.push(...lettersOf(item, item.content.str.slice(cut), id.clock + cut, look))
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

/** Of letters nearest first: the own ones that nobody had seen, and what its author had before them beyond those, as far as it was taken away. */
const splitSide = (side: readonly Letters[]) => {
  const unseen = takeWhile(side, ({ isUnseen }) => isUnseen)
  // What was not seen stood in no text before the author, whoever wrote it.
  const taken = takeWhile(side, ({ isGone, isUnseen }) => isGone || isUnseen).filter(({ isTaken }) => isTaken)
  return { unseen, taken }
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
export const followLetters = (change: Y.Transaction, place: Y.RelativePosition, arrival: Arrival): Followed | null => {
  const text = textAt(change.doc, place)
  if (text === null || (isThere(text) && !(change.changed as ReadonlyMap<unknown, unknown>).has(text))) return null
  const { left, right } = sidesOf(change, text, place, arrival)
  const [near, far] = [splitSide(left), splitSide(right)]
  const [before, after] = [inOrder(near.taken), wordsOf(far.taken)]
  const [lost, lostAfter] = [inOrder(near.unseen), wordsOf(far.unseen)]
  const isLeft = lost + lostAfter !== '' && isThere(text)
  if (isThere(text) && (before === '' || before.length + after.length < FEWEST)) return null
  const written = writtenIn(change)
  for (const reach of reaches) {
    const start = before.slice(-reach)
    const letters = start + after.slice(0, reach)
    for (const [to, words] of written) {
      const at = letters === '' ? -1 : words.indexOf(letters)
      if (at >= 0) return { place: Y.createRelativePositionFromTypeIndex(to, at + start.length, -1), lost, lostAfter, isLeft }
    }
  }
  return null
}
