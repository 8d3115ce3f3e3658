import { Extension } from '@tiptap/core'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'
import { colorOf } from './presence.ts'

type CaretUser = { readonly name?: unknown; readonly account?: unknown }

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 40) : '')
const colorFor = ({ name, account }: CaretUser): string =>
  colorOf(typeof account === 'string' && account !== '' ? account.slice(0, 42) : textOf(name))

const buildCaret = (user: CaretUser): HTMLElement => {
  const caret = document.createElement('span')
  caret.className = 'caret'
  caret.style.setProperty('--caret', colorFor(user))
  const label = document.createElement('span')
  label.className = 'caret-name'
  label.textContent = textOf(user.name)
  caret.append('\u2060', label, '\u2060')
  return caret
}

/** Where the others write, with their names. */
export const Carets = Extension.create<{ awareness: Awareness | null }>({
  name: 'carets',
  addOptions: () => ({ awareness: null }),
  addProseMirrorPlugins() {
    const { awareness } = this.options
    if (awareness === null) return []
    const selectionBuilder = (user: CaretUser) => ({ style: `background-color: ${colorFor(user)}33` })
    return [yCursorPlugin(awareness, { cursorBuilder: buildCaret, selectionBuilder })]
  },
})
