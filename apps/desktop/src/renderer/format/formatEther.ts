import { formatUnits, shortUnits } from './formatUnits.ts'

const WEI_DIGITS = 18

/** Exact decimal text of an amount in wei. */
export const formatEther = (wei: bigint): string => formatUnits(wei, WEI_DIGITS)

/** At most `places` decimals, cut off, never rounded up. `exact` says whether anything was cut. */
export const shortEther = (wei: bigint, places = 4): { readonly text: string; readonly exact: boolean } =>
  shortUnits(wei, WEI_DIGITS, places)
