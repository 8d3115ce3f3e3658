/** Bits of a bitmap of 64 parts as the numbers that people count, from 1. */
export const numbersOf = (block: number, bits: bigint): string =>
  Array.from({ length: 64 }, (_, i) => i)
    .filter((i) => ((bits >> BigInt(i)) & 1n) === 1n)
    .map((i) => (block * 64 + i + 1).toString())
    .join(', ')
