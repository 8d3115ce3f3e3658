import { formatUnits } from './formatUnits.ts'

/** Wei as ether with its unit, exactly: `1.5 eth`. */
export const formatEther = (wei: bigint | string): string => `${formatUnits(wei, 18)} eth`
