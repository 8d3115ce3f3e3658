/** Words of a query that are looked at: nobody types more, and each costs a walk through the index. */
const mostWords = 8
const mostLetters = 40

/** Words as the index has them: without marks over letters, in lower case, split at everything that is neither letter nor digit. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** The words of what a person types into a search field. */
export const queryWords = (text: string): string[] =>
  wordsOf(text.slice(0, 400))
    .slice(0, mostWords)
    .map((word) => word.slice(0, mostLetters))
