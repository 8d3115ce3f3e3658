/** The youngest block with `confirmations` blocks on top of it; the first block is always final. */
export const finalizedNumber = (head: bigint, confirmations: number): bigint => {
  const number = head - BigInt(confirmations)
  return number < 0n ? 0n : number
}
