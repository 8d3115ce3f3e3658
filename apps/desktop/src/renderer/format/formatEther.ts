const WEI_DIGITS = 18

/** Exact decimal text of an amount in wei, without trailing zeros; thousands grouped by thin spaces so that no locale mistakes them. */
export const formatEther = (wei: bigint): string => {
  const digits = (wei < 0n ? -wei : wei).toString().padStart(WEI_DIGITS + 1, '0')
  const whole = digits.slice(0, -WEI_DIGITS).replaceAll(/\B(?=(\d{3})+$)/g, '\u2009')
  const fraction = digits.slice(-WEI_DIGITS).replace(/0+$/, '')
  return `${wei < 0n ? '−' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** At most `places` decimals, cut off, never rounded up: nobody may read more than there is. `exact` says whether anything was cut. */
export const shortEther = (wei: bigint, places = 4): { readonly text: string; readonly exact: boolean } => {
  const text = formatEther(wei)
  const [whole = '', fraction = ''] = text.split('.')
  if (fraction.length <= places) return { text, exact: true }
  const cut = fraction.slice(0, places).replace(/0+$/, '')
  if (cut === '' && whole.replace('−', '') === '0') return { text: `<0.${'0'.repeat(places - 1)}1`, exact: false }
  return { text: cut === '' ? whole : `${whole}.${cut}`, exact: false }
}
