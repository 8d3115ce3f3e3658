import { parseUnits, readUnits } from './parseUnits.ts'

/** Reads an amount of ether that a person wrote, exactly, as wei. @throws DaomeshError `AMOUNT_INVALID` */
export const parseEther = (text: string): bigint => parseUnits(text, 18)

/** The same without throwing, for forms: null where it is not an amount. */
export const readEther = (text: string): bigint | null => readUnits(text, 18)
