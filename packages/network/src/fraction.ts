import type { Random } from '@daomesh/protocol'

/**
 * A number in [0, 1) from the Random port.
 * @example
 * fraction({ bytes: (length) => new Uint8Array(length) }) // => 0
 */
export const fraction = (random: Random): number => {
  const bytes = random.bytes(4)
  return ((((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)) >>> 0) / 2 ** 32
}
