import { showUnseen } from '@daomesh/protocol'

/** What somebody wrote, in a line of Markdown: it opens nothing, hides nothing and starts no line. */
export const inert = (text: string): string => showUnseen(text, () => '·').replace(/[\\`*_[\]<>&~|#:@!]/g, (character) => `\\${character}`)
