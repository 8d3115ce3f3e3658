import { RichTextEditor } from '@mantine/tiptap'
import type { RichTextEditorProps } from '@mantine/tiptap'
import { Collaboration } from '@tiptap/extension-collaboration'
import { Placeholder } from '@tiptap/extension-placeholder'
import { useEditor } from '@tiptap/react'
import { StarterKit } from '@tiptap/starter-kit'
import { useLayoutEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Carets } from './carets.ts'
import { createUndo } from './createUndo.ts'
import { goOnAt } from './goOnAt.ts'
import { KeepCaret } from './keepCaret.ts'
import type { Pad } from './openPad.ts'
import { PlainCode, PlainLink } from './plainMarkup.ts'
import { TypeAtCaret } from './typeAtCaret.ts'
import './editor.css'

type DraftEditorProps = { readonly pad: Pad; readonly title: string }

/**
 * The shared text. Only nodes and marks that every member's node admits; nothing that writes by itself (no trailing node, no forced title),
 * because whatever an editor writes unasked, it writes for everybody.
 */
export const DraftEditor = ({ pad, title }: DraftEditorProps) => {
  const { t } = useTranslation()
  const undoManager = useMemo(() => createUndo(pad.doc), [pad])
  const editor = useEditor(
    {
      shouldRerenderOnTransaction: false,
      extensions: [
        StarterKit.configure({ heading: { levels: [1, 2, 3] }, undoRedo: false, underline: false, link: false, trailingNode: false }),
        PlainLink.configure({ openOnClick: false, protocols: ['https', 'http', 'mailto'], defaultProtocol: 'https' }),
        Placeholder.configure({ placeholder: t('draft.placeholder') }),
        Collaboration.configure({ document: pad.doc, field: 'content', yUndoOptions: { undoManager } }),
        TypeAtCaret,
        KeepCaret.configure({ pad }),
        Carets.configure({ awareness: pad.awareness }),
        PlainCode,
      ],
      editorProps: { attributes: { 'aria-label': t('draft.editorLabel', { title }), role: 'textbox', 'aria-multiline': 'true' } },
    },
    [pad, undoManager],
  )
  useLayoutEffect(() => {
    if (editor !== null) goOnAt(editor, pad)
  }, [editor, pad])
  // The component library reads the same types through another module format, so they count as different ones.
  const sameEditor = editor as unknown as RichTextEditorProps['editor']
  return (
    <RichTextEditor editor={sameEditor} className="editor" labels={{ linkEditorInputLabel: t('draft.linkAddress') }}>
      <RichTextEditor.Toolbar sticky stickyOffset={0}>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Bold />
          <RichTextEditor.Italic />
          <RichTextEditor.Strikethrough />
          <RichTextEditor.Code />
          <RichTextEditor.Link />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.H1 />
          <RichTextEditor.H2 />
          <RichTextEditor.H3 />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.BulletList />
          <RichTextEditor.OrderedList />
          <RichTextEditor.Blockquote />
          <RichTextEditor.CodeBlock />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Undo />
          <RichTextEditor.Redo />
        </RichTextEditor.ControlsGroup>
      </RichTextEditor.Toolbar>
      <RichTextEditor.Content />
    </RichTextEditor>
  )
}
