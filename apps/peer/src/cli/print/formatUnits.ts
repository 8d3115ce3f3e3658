/** An amount in its smallest unit with its point set, exactly: `12.5`. */
export const formatUnits = (units: bigint | string, decimals: number): string => {
  const digits = BigInt(units)
    .toString()
    .padStart(decimals + 1, '0')
  if (decimals === 0) return digits
  const fraction = digits.slice(-decimals).replace(/0+$/, '')
  return `${digits.slice(0, -decimals)}${fraction === '' ? '' : `.${fraction}`}`
}
