import { DaomeshError } from '@daomesh/protocol'

/** At least as many bits as the value has. */
const bitsOf = (value: bigint): number => value.toString(16).length * 4

/**
 * ⌊ᵏ√n⌋, exact for every n: the largest r with rᵏ ≤ n. Newton's iteration on integers from a start that is not too small falls strictly until it
 * is there (Cohen, A Course in Computational Algebraic Number Theory, algorithm 1.7.1, for k = 2).
 * @throws DaomeshError `AMOUNT_INVALID` on a negative n or a degree below one.
 * @example
 * integerRoot(26n, 3) // => 2n
 * integerRoot(27n, 3) // => 3n
 */
export const integerRoot = (n: bigint, degree: number): bigint => {
  if (n < 0n || !Number.isSafeInteger(degree) || degree < 1) throw new DaomeshError('AMOUNT_INVALID')
  if (n < 2n) return n
  const k = BigInt(degree)
  let root = 1n << BigInt(Math.ceil(bitsOf(n) / degree))
  for (;;) {
    const next = ((k - 1n) * root + n / root ** (k - 1n)) / k
    if (next >= root) return root
    root = next
  }
}

/**
 * ⌊√n⌋, exact for every n.
 * @throws DaomeshError `AMOUNT_INVALID` on a negative n.
 * @example
 * squareRoot(24n) // => 4n
 * squareRoot(25n) // => 5n
 */
export const squareRoot = (n: bigint): bigint => integerRoot(n, 2)
