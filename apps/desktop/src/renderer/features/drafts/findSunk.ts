import * as Y from 'yjs'
import { isThere } from './followLetters.ts'

type Letter = { readonly letter: string; readonly isSunk: boolean }

/** Each letter that stood in a text before a change, and whether it is an own one from a clock on. */
const lettersOf = (text: Y.XmlText, { doc, deleteSet }: Y.Transaction, from: number): readonly Letter[] => {
  const letters: Letter[] = []
  for (let item = text._start; item !== null; item = item.right) {
    const { id, content, deleted } = item
    if (!(content instanceof Y.ContentString) || (deleted && !Y.isDeleted(deleteSet, id))) continue
    for (const [n, letter] of content.str.split('').entries())
      letters.push({ letter, isSunk: id.client === doc.clientID && id.clock + n >= from })
  }
  return letters
}

/** The whole words to which letters belong that sank: half a word helps nobody. */
const wordsOf = (letters: readonly Letter[]): string => {
  const words: string[] = []
  let word = ''
  let isSunk = false
  for (const one of [...letters, { letter: ' ', isSunk: false }]) {
    if (one.letter.trim() !== '') {
      word += one.letter
      isSunk ||= one.isSunk
      continue
    }
    if (isSunk) words.push(word)
    word = ''
    isSunk = false
  }
  return words.join(' ')
}

/** The block at the root in which a text stands. */
const blockOf = ({ _item }: Y.XmlText): Y.ID | null => {
  let item = _item
  for (let parent = item?.parent; parent instanceof Y.AbstractType && parent._item !== null; parent = item?.parent) item = parent._item
  return item?.id ?? null
}

/**
 * Own words that went with a node which another deleted, written from a clock on and so never seen by that one. `except` the texts from which all such words
 * were brought along. Asked before the change is over, while nothing has grown together.
 */
export const findSunk = (
  change: Y.Transaction,
  from: number,
  except: ReadonlySet<Y.XmlText>,
): readonly { words: string; block: Y.ID }[] => {
  const { doc, deleteSet } = change
  const structs = doc.store.clients.get(doc.clientID) ?? []
  const texts = new Set<Y.XmlText>()
  for (let n = structs.length - 1; n >= 0; n--) {
    const item = structs[n]
    if (!(item instanceof Y.Item) || item.id.clock + item.length <= from) break
    const { id, content, parent } = item
    if (content instanceof Y.ContentString && parent instanceof Y.XmlText && Y.isDeleted(deleteSet, id) && !isThere(parent))
      texts.add(parent)
  }
  return [...texts].toReversed().flatMap((text) => {
    const [words, block] = [wordsOf(lettersOf(text, change, from)), blockOf(text)]
    return except.has(text) || words === '' || block === null ? [] : [{ words, block }]
  })
}
