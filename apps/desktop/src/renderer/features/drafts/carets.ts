import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'
import { hearOfMoves } from './hearOfMoves.ts'
import { colorFor } from './presence.ts'

type CaretUser = { readonly name?: unknown; readonly account?: unknown }

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 40) : '')

/** Where the others write, with their names. */
export const Carets = Extension.create<{ awareness: Awareness | null }>({
  name: 'carets',
  addOptions: () => ({ awareness: null }),
  addProseMirrorPlugins() {
    const { awareness } = this.options
    if (awareness === null) return []
    const users = new WeakMap<HTMLElement, CaretUser>()
    const paint = (caret: HTMLElement): void => {
      const user = users.get(caret)
      if (user !== undefined) caret.style.setProperty('--caret', colorFor(awareness, user))
    }
    const cursorBuilder = (user: CaretUser): HTMLElement => {
      const caret = document.createElement('span')
      caret.className = 'caret'
      users.set(caret, user)
      paint(caret)
      const label = document.createElement('span')
      label.className = 'caret-name'
      label.textContent = textOf(user.name)
      caret.append('\u2060', label, '\u2060')
      return caret
    }
    const selectionBuilder = (user: CaretUser) => ({ style: `background-color: ${colorFor(awareness, user)}33` })
    return [
      // Before the one that draws, whose task it then comes before.
      new Plugin({
        view: ({ dom }) => {
          const changed = (): void => {
            // A caret that is there stays as it was made, while who comes may change whose colour is whose.
            dom.querySelectorAll<HTMLElement>('.caret').forEach(paint)
            setTimeout(hearOfMoves)
          }
          awareness.on('change', changed)
          return { destroy: () => awareness.off('change', changed) }
        },
      }),
      yCursorPlugin(awareness, { cursorBuilder, selectionBuilder }),
    ]
  },
})
