/** Wei as ETH, all of its digits. */
export const eth = (wei: bigint): string => {
  const rest = (wei % 10n ** 18n).toString().padStart(18, '0').replace(/0+$/, '')
  return `${wei / 10n ** 18n}${rest === '' ? '' : `.${rest}`} ETH`
}

/** Enough of a transaction's hash to find it by. */
export const short = (hash: string): string => `${hash.slice(0, 12)}…`
