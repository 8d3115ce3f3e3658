/**
 * What shows nothing of itself, or turns the direction of what stands beside it: control and format characters, line and paragraph ends, what Unicode has
 * programs leave out where they cannot draw it (fillers, joiners, tags, selectors), and two blanks that are letters by their class: an empty Braille cell and
 * the null notehead. A selector behind the sign whose look it chooses is part of that.
 */
const unseen = /(?!(?<=\p{Emoji})[\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/gu

/**
 * Text of others, with another character in place of every one that nobody would see: else two names could differ and look the same.
 * @param shown what stands there; given the character.
 * @example
 * showUnseen('Ann\u3164', () => '·') // => 'Ann·'
 * showUnseen('two words ❤️', () => '·') // => 'two words ❤️'
 */
export const showUnseen = (text: string, shown: (character: string) => string): string => text.replace(unseen, shown)
