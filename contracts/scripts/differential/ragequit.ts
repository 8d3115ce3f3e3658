import { ragequitAmount } from '@daomesh/governance'
import { sequence } from '@daomesh/governance/vectors'
import type { Packer } from './pack.ts'

export const putRagequit = ({ put }: Packer, n: number): boolean => {
  const next = sequence(n * 15_485_863 + 11)
  const random = (bits: number): bigint => {
    let value = 0n
    for (let i = 0; i < bits; i += 16) value = (value << 16n) | BigInt(next(65_536))
    return value & ((1n << BigInt(bits)) - 1n)
  }
  const held = random([3, 16, 90, 255][next(4)] ?? 3)
  const total = 1n + random([2, 10, 64, 127][next(4)] ?? 2)
  // All of them, one, one less than all, or any.
  const shares = [total, 1n, total > 1n ? total - 1n : total, 1n + (random(127) % total)][next(4)] ?? total
  put(n, 4)
  put(held, 32)
  put(shares, 16)
  put(total, 16)
  put(ragequitAmount(held, shares, total), 32)
  return true
}
