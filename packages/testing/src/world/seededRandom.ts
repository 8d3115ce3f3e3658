import { hashOf, type Random, utf8 } from '@daomesh/protocol'

export type SeededRandom = Random & {
  /** An integer from 0 to `count` - 1. */
  readonly below: (count: number) => number
  /** A number in [least, most). */
  readonly between: (least: number, most: number) => number
  readonly chance: (probability: number) => boolean
  /** @throws RangeError for an empty list. */
  readonly pick: <T>(list: readonly T[]) => T
  readonly shuffle: <T>(list: readonly T[]) => readonly T[]
  /** An independent stream: what one part draws never shifts what another part draws. */
  readonly fork: (name: string) => SeededRandom
}

/** sfc32, seeded by a hash of the name: 128 bits of state, so that streams never meet. For simulations only. */
export const createSeededRandom = (name: string): SeededRandom => {
  const seed = new DataView(hashOf('daomesh/testing/random', utf8(name)).slice(0, 16).buffer)
  let [a, b, c, d] = [seed.getUint32(0), seed.getUint32(4), seed.getUint32(8), seed.getUint32(12)]
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 16; i++) next()
  const fraction = (): number => next() / 2 ** 32
  const below = (count: number): number => Math.floor(fraction() * count)
  return {
    bytes: (length) => {
      // The network draws for every message: `Uint8Array.from` with a function would cost more than all else here.
      const drawn = new Uint8Array(length)
      for (let i = 0; i < length; i++) drawn[i] = next() & 255
      return drawn
    },
    below,
    between: (least, most) => least + (most - least) * fraction(),
    chance: (probability) => fraction() < probability,
    pick: (list) => {
      if (list.length === 0) throw new RangeError('nothing to pick from')
      return list[below(list.length)] as (typeof list)[number]
    },
    shuffle: (list) => {
      const drawn = [...list]
      for (let i = drawn.length - 1; i > 0; i--) {
        const j = below(i + 1)
        const [x, y] = [drawn[i], drawn[j]] as [(typeof drawn)[number], (typeof drawn)[number]]
        drawn[i] = y
        drawn[j] = x
      }
      return drawn
    },
    fork: (part) => createSeededRandom(`${name}/${part}`),
  }
}
