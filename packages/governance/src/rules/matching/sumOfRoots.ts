import { squareRoot } from '../integerRoot.ts'

/**
 * Σ √c over what each of several givers gave, one root for each of them: what both forms of liberal radicalism square. In units of 2⁻ᵖ, where 2p are the
 * bits of `precision`; each root is rounded down, or up.
 * @example
 * sumOfRoots([4n, 9n], { precision: 0n, round: 'down' }) // => 5n
 * sumOfRoots([2n], { precision: 0n, round: 'up' }) // => 2n
 */
export const sumOfRoots = (
  amounts: Iterable<bigint>,
  { precision, round }: { readonly precision: bigint; readonly round: 'down' | 'up' },
): bigint => {
  let sum = 0n
  for (const amount of amounts) {
    const square = amount << precision
    const root = squareRoot(square)
    sum += round === 'up' && root * root < square ? root + 1n : root
  }
  return sum
}
