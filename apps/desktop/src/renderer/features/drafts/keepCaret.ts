import { remoteOrigin } from '@daomesh/drafts/authoring'
import { Extension } from '@tiptap/core'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { Plugin, Selection, TextSelection } from '@tiptap/pm/state'
import { absolutePositionToRelativePosition, getRelativeSelection, ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { bringAlong } from './bringAlong.ts'
import type { Lost } from './bringAlong.ts'
import { findSunk } from './findSunk.ts'
import { followLetters, textAt } from './followLetters.ts'
import type { Arrival } from './followLetters.ts'
import { hearOfMoves } from './hearOfMoves.ts'
import { keepScroll } from './keepScroll.ts'
import type { Caret, Pad } from './openPad.ts'
import { placeOf, syncOf } from './placeOf.ts'
import { putBack } from './putBack.ts'
import { unseenRuns } from './unseenRuns.ts'

const LOOK_MS = 30
/** Whoever leaves a word half composed for longer sees what the others write all the same. */
const LONGEST_WORD_MS = 20_000

/** A caret goes with the letter before it; of a range the first end goes with the letter after it, so that what another writes there stays out of it. */
const caretOf = (state: EditorState): Caret | null => {
  const sync = syncOf(state)
  if (!sync || !(state.selection instanceof TextSelection)) return null
  const { anchor, head } = state.selection
  const at = (position: number, isFirst: boolean): Y.RelativePosition => {
    const place: Y.RelativePosition = absolutePositionToRelativePosition(position, sync.type, sync.binding.mapping)
    const found = isFirst ? Y.createAbsolutePositionFromRelativePosition(place, sync.doc) : null
    return found?.type instanceof Y.XmlText ? Y.createRelativePositionFromTypeIndex(found.type, found.index, 0) : place
  }
  return { anchor: at(anchor, anchor < head), head: at(head, head < anchor) }
}

/** The end of what differs. */
const changedAt = ({ doc: old }: EditorState, { doc }: EditorState): number | null => {
  const start = old.content.findDiffStart(doc.content)
  const end = old.content.findDiffEnd(doc.content)
  // Between equal letters the two looks pass one another.
  return start === null || end === null ? null : end.b + Math.max(0, start - Math.min(end.a, end.b))
}

const own: Arrival = { update: null, unseenFrom: Infinity }

/** Where nobody says how far others had seen it: what was sent may have been seen; what was not was not. */
const unsentFrom = ({ saver, clientId }: Pick<Pad, 'saver' | 'clientId'>): number =>
  Math.min(...saver.unsent().map((update) => Y.parseUpdateMeta(update).from.get(clientId) ?? Infinity))

/**
 * Keeps the caret between its letters while others write. The library beneath puts it by its number of letters as soon as a paragraph was changed by
 * another and can be told from all others (a heading of level 2), which is into another word; where letters were written anew, as whoever splits a paragraph
 * does, it does not follow them; and where the caret was just moved, a change of another puts it back, and a key acts where it was before. After an undo it
 * puts the caret by its number of letters too: it belongs where something changed. What it does where the letters are there no longer stays.
 */
export const KeepCaret = Extension.create<{ pad: Pick<Pad, 'doc' | 'clientId' | 'saver' | 'editor' | 'sunk'> | null }>({
  name: 'keepCaret',
  addOptions: () => ({ pad: null }),
  addProseMirrorPlugins() {
    const { pad } = this.options
    if (pad === null) return []
    let before: Caret | null = null
    let change: Y.Transaction | null = null
    let arrival: Arrival = own
    let lost: Lost | null = null
    /** What was typed elsewhere, unseen, before the caret came where it is. */
    let elsewhere: readonly Lost[] = []
    let sunk: ReturnType<typeof findSunk> = []

    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            keydown: (_view, { isComposing }) => {
              if (!isComposing) hearOfMoves()
            },
          },
        },
        view: (view) => {
          const begin = ({ origin }: Y.Transaction): void => {
            if (origin === ySyncPluginKey) return
            before = caretOf(view.state)
            const binding = syncOf(view.state)?.binding
            // After an undo the library goes on with the caret of the step that was undone, which may lie behind the end of the text, and draws nothing then.
            if (binding !== undefined) binding.beforeTransactionSelection = getRelativeSelection(binding, view.state)
          }
          const look = (transaction: Y.Transaction): void => {
            if (transaction.origin !== ySyncPluginKey) change = transaction
          }
          const lookFor = (transaction: Y.Transaction): void => {
            const atCaret = lost === null ? null : { text: textAt(transaction.doc, lost.from), words: lost.lost + lost.lostAfter }
            const found = unseenRuns(transaction, arrival)
              .filter(({ text, words }) => text !== atCaret?.text || words !== atCaret.words)
              .map(({ text, end: from }) => ({ text, from, followed: followLetters(transaction, from, arrival) }))
            elsewhere = found.flatMap(({ from, followed }) => (followed === null ? [] : [{ ...followed, from }]))
            const carried = new Set(found.map(({ text }) => text))
            if (atCaret?.text instanceof Y.XmlText) carried.add(atCaret.text)
            for (const { text, followed } of found) if (followed === null) carried.delete(text)
            sunk = findSunk(transaction, arrival.unseenFrom, carried)
          }
          const end = (transaction: Y.Transaction): void => {
            if (transaction === change && transaction.origin === remoteOrigin) lookFor(transaction)
            if (transaction === change) before = change = null
          }
          pad.doc.on('beforeTransaction', begin)
          pad.doc.on('beforeObserverCalls', look)
          pad.doc.on('afterTransaction', end)
          pad.editor = {
            apart: (apply, { update, account, saw }) => {
              hearOfMoves()
              const keep = keepScroll(view)
              lost = null
              elsewhere = []
              sunk = []
              arrival = { update, unseenFrom: saw ?? unsentFrom(pad) }
              try {
                apply()
              } finally {
                arrival = own
              }
              for (const one of elsewhere) bringAlong(view, one, false)
              if (lost !== null) bringAlong(view, lost, true)
              for (const { words, block } of sunk) pad.sunk.add({ words, block, account })
              keep()
            },
            putBack: (one) => putBack(view, one),
            calm: async () => {
              const until = performance.now() + LONGEST_WORD_MS
              while (view.composing && !view.isDestroyed && performance.now() < until)
                await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
            },
          }
          return {
            destroy: () => {
              pad.editor = null
              pad.doc.off('beforeTransaction', begin)
              pad.doc.off('beforeObserverCalls', look)
              pad.doc.off('afterTransaction', end)
            },
          }
        },
        appendTransaction: (transactions: readonly Transaction[], old, state) => {
          const sync = syncOf(state)
          if (change === null || before === null || !sync || !transactions.some((one) => one.docChanged)) return null
          const { tr } = state
          const put = (selection: Selection): Transaction | null =>
            // Told as the library tells it, so that the others hear where it stands now.
            selection.eq(state.selection)
              ? null
              : tr.setSelection(selection).setMeta(ySyncPluginKey, { isChangeOrigin: true }).setMeta('addToHistory', false)
          const isCaret = Y.compareRelativePositions(before.anchor, before.head)
          const movedHead = followLetters(change, before.head, arrival)
          const movedAnchor = isCaret ? movedHead : followLetters(change, before.anchor, arrival)
          if (change.origin instanceof Y.UndoManager && movedHead === null) {
            const at = changedAt(old, state)
            return at === null ? null : (put(Selection.near(tr.doc.resolve(at), -1))?.scrollIntoView() ?? null)
          }
          if (change.origin === remoteOrigin && isCaret && movedHead !== null && movedHead.lost + movedHead.lostAfter !== '')
            lost = { ...movedHead, from: before.head }
          const [anchor, head] = [placeOf(sync, movedAnchor?.place ?? before.anchor), placeOf(sync, movedHead?.place ?? before.head)]
          return anchor === null || head === null ? null : put(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head)))
        },
      }),
    ]
  },
})
