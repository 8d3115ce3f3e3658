import { showUnseen } from '@daomesh/protocol'

/** Text from others before it meets a terminal: control and direction characters could move the cursor or reorder what is read, others show nothing (E1). */
export const printable = (text: string): string =>
  showUnseen(text, (mark) => (mark === '\t' || mark === '\n' ? mark : `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`))
