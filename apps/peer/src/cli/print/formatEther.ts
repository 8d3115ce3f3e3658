const places = 18

/** Wei as ether with its unit, exactly: `1.5 eth`. */
export const formatEther = (wei: bigint | string): string => {
  const digits = BigInt(wei)
    .toString()
    .padStart(places + 1, '0')
  const fraction = digits.slice(-places).replace(/0+$/, '')
  return `${digits.slice(0, -places)}${fraction === '' ? '' : `.${fraction}`} eth`
}
