import { incomeSplit } from '../rules/incomeSplit.ts'
import { accountOfCase, sequence } from './tallyCases.ts'

/** An income that is distributed among a roster of which some burned shares or left. */
export type IncomeCase = {
  readonly name: string
  readonly incomeBps: number
  readonly amount: bigint
  /** By seat, as founded. */
  readonly shares: readonly bigint[]
  /** By seat; all of them is an exit. */
  readonly burned: readonly bigint[]
  readonly toTreasury: bigint
  readonly parts: readonly bigint[]
}

const bpsOf = [0, 1, 2500, 3333, 5000, 9999, 10_000]

/** Case `n`, the same every time: up to 7 seats, every thirtieth up to 64; amounts and shares from one unit to nearly all that fit. */
export const incomeCase = (n: number): IncomeCase => {
  const next = sequence(n * 104_729 + 7)
  const random = (bits: number): bigint => {
    let value = 0n
    for (let i = 0; i < bits; i += 16) value = (value << 16n) | BigInt(next(65_536))
    return value >> BigInt((16 - (bits % 16)) % 16)
  }
  const size = 1 + next(n % 30 === 0 ? 64 : 7)
  const bits = [4, 10, 64, 120][next(4)] ?? 4
  const shares: bigint[] = Array.from({ length: size }, () => (next(8) === 0 ? 0n : random(bits)))
  if (!shares.some((own) => own > 0n)) shares[0] = 1n
  const burned = shares.map((own) => (own === 0n || next(4) !== 0 ? 0n : next(2) === 0 ? own : 1n + (random(120) % own)))
  const incomeBps = next(2) === 0 ? (bpsOf[next(bpsOf.length)] ?? 0) : next(10_001)
  const amount = 1n + random([3, 16, 90, 255][next(4)] ?? 3)
  const members = shares.map((own, i) => ({ account: accountOfCase(i), shares: own - (burned[i] ?? 0n) }))
  const { toTreasury, parts } = incomeSplit({ amount, incomeBps, members })
  return { name: `income ${n}`, incomeBps, amount, shares, burned, toTreasury, parts: parts.map((part) => part.amount) }
}
