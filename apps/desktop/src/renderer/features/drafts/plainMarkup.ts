import { Extension } from '@tiptap/core'
import { Link } from '@tiptap/extension-link'
import { Plugin } from '@tiptap/pm/state'

/** Kept in the text, since other editors read them there, and never shown: where a link opens is ours to say, and its looks too. */
const unshown: ReadonlySet<string> = new Set(['class', 'target', 'rel'])

/** A link without the classes that its author gave it: by those of the app, words of a draft could cover the whole window, or hide from who reads. */
export const PlainLink = Link.extend({
  addAttributes() {
    const attributes = Object.entries(this.parent?.() ?? {})
    return Object.fromEntries(attributes.map(([name, one]) => [name, unshown.has(name) ? { ...one, rendered: false } : one]))
  },
})

/** The same for code: the name of its language would be a class, and any others with it after a space. */
export const PlainCode = Extension.create({
  name: 'plainCode',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        nodeViews: {
          codeBlock: () => {
            const dom = document.createElement('pre')
            return { dom, contentDOM: dom.appendChild(document.createElement('code')) }
          },
        },
      },
    }),
  ],
})
