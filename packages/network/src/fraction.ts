import type { Random } from '@daomesh/protocol'

/**
 * A number in [0, 1) from the Random port.
 * @example
 * fraction({ bytes: (length) => new Uint8Array(length) }) // => 0
 */
export const fraction = (random: Random): number => {
  const bytes = random.bytes(4)
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) / 2 ** 32
}
