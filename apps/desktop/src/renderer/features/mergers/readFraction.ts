type Fraction = { readonly numerator: string; readonly denominator: string }

const most = 1n << 64n

/** A weight as people write it, exact: 3, 3/2 or 1.5. null where it is none, is 0, or has more digits than the chain's 64 bits. */
export const readFraction = (text: string): Fraction | null => {
  const [, whole = '', , decimals, , below] = /^(\d{1,20})((?:\.(\d{1,18}))|(\s*\/\s*(\d{1,20})))?$/.exec(text.trim()) ?? []
  if (whole === '') return null
  const numerator = BigInt(`${whole}${decimals ?? ''}`)
  const denominator = below === undefined ? 10n ** BigInt(decimals?.length ?? 0) : BigInt(below)
  return numerator > 0n && denominator > 0n && numerator < most && denominator < most
    ? { numerator: numerator.toString(), denominator: denominator.toString() }
    : null
}
