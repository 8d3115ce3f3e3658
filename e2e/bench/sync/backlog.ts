/** How many entries a late peer has to fetch. */
export const backlogSize = 10_000

/** What each of them says: a sentence of the length that people write. The same for everybody who is measured. */
export const sentence = (n: number): string => `${n}: a sentence of the length that people write when they talk`

/** Of all sentences alone, for peers that have no entries. */
export const sentenceBytes = (): number =>
  Array.from({ length: backlogSize }, (_, n) => sentence(n).length).reduce((sum, length) => sum + length, 0)
