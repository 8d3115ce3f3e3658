/** Exact decimal text of an amount in its smallest unit, without trailing zeros; thousands grouped by thin spaces so that no locale mistakes them. */
export const formatUnits = (units: bigint, decimals: number): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals).replaceAll(/\B(?=(\d{3})+$)/g, '\u2009')
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return `${units < 0n ? '−' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** Below this many zeros behind the point an amount is too small to tell. */
const readable = 9

/**
 * At most `places` decimals, cut off, never rounded up: nobody may read more than there is. What is smaller shows its first two digits, and `<` stands before
 * what is too small even for that. `exact` says whether anything was cut.
 */
export const shortUnits = (units: bigint, decimals: number, places = 4): { readonly text: string; readonly exact: boolean } => {
  const text = formatUnits(units, decimals)
  const [whole = '', fraction = ''] = text.split('.')
  if (fraction.length <= places) return { text, exact: true }
  const cut = fraction.slice(0, places).replace(/0+$/, '')
  if (cut === '' && whole.replace('−', '') === '0') {
    const zeros = fraction.search(/[1-9]/)
    if (zeros >= readable) return { text: `<0.${'0'.repeat(readable - 1)}1`, exact: false }
    const shown = fraction.slice(0, zeros + 2)
    return { text: `${whole}.${shown.replace(/0+$/, '')}`, exact: shown === fraction }
  }
  return { text: cut === '' ? whole : `${whole}.${cut}`, exact: false }
}
