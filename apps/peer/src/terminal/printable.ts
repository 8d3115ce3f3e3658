/** Text from others before it meets a terminal: control and direction characters could move the cursor or reorder what is read (E1). */
export const printable = (text: string): string =>
  text.replace(/(?![\t\n])[\p{Cc}\p{Cf}]/gu, (mark) => `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`)
