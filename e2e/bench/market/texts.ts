import type { SeededRandom } from '@daomesh/testing'

const syllables = [
  'ba',
  'ko',
  'ri',
  'mu',
  'ten',
  'lar',
  'os',
  'vi',
  'sha',
  'dro',
  'pel',
  'un',
  'gar',
  'wo',
  'fen',
  'tu',
  'li',
  'cor',
  'ma',
  'ze',
]

/** As many words as a trade has; few of them make most of every text, as in a real one. */
const vocabulary = 8_000
const wordAt = (n: number): string => {
  let [word, rest] = ['', n + 20]
  while (rest > 0) {
    word += syllables[rest % syllables.length] ?? ''
    rest = Math.floor(rest / syllables.length)
  }
  return word
}
const number = (random: SeededRandom): number => new DataView(random.bytes(4).buffer).getUint32(0) / 2 ** 32

/** Words drawn so that the nth is about n times as rare as the first. */
export const drawWords = (random: SeededRandom, count: number): string[] =>
  Array.from({ length: count }, () => wordAt(Math.floor(vocabulary ** number(random)) - 1))

export const commonWord = wordAt(0)
export const rareWord = wordAt(vocabulary - 40)
export const tagAt = (n: number): string => wordAt(n)
