import { DaomeshError, type Random } from '@daomesh/protocol'

/** Who wrote the phrase down can answer for two of its words; who only clicked on cannot. */
const asked = 2

/** Positions (from 1) of the words to ask back, ascending. */
export const chooseWords = (phrase: string, random: Random): readonly number[] => {
  const count = phrase.split(' ').length
  const chosen = new Set<number>()
  while (chosen.size < asked) {
    const [byte = 0] = random.bytes(1)
    // Bytes above the last whole multiple would prefer the first words.
    if (byte < 256 - (256 % count)) chosen.add(1 + (byte % count))
  }
  return [...chosen].toSorted((a, b) => a - b)
}

/** @throws DaomeshError `PHRASE_INVALID` when one of the words is not the one at its position. */
export const checkWords = (phrase: string, positions: readonly number[], words: readonly string[]): void => {
  const all = phrase.split(' ')
  const wrong = positions.find((position, i) => all[position - 1] !== words[i]?.trim().toLowerCase())
  if (wrong !== undefined || words.length !== positions.length)
    throw new DaomeshError('PHRASE_INVALID', { meta: { reason: 'a word is not the one at its position', position: wrong ?? 0 } })
}
