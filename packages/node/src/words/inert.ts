/** What somebody wrote, in a line of Markdown: it opens nothing, hides nothing and starts no line. */
export const inert = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '·').replace(/[\\`*_[\]<>&~|#:@!]/g, (character) => `\\${character}`)
