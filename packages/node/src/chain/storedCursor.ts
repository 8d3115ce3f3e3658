import type { FactsCursor } from '@daomesh/chain'
import { amount, bytes32, decode, encode } from '@daomesh/protocol'
import { z } from 'zod'

const shape = z.strictObject({ v: z.literal(1), number: amount, hash: bytes32 })

/** Blocks without a fact after which the place is written down all the same: so many are read again at most, by one question. */
export const writtenAfter = 1_000n

/** The block up to which facts were read, as a row keeps it beside what was made of them. */
export const writeCursor = ({ number, hash }: FactsCursor): Uint8Array => encode({ v: 1, number: number.toString(), hash })

/** @throws Error for bytes that are no such place. */
export const readCursor = (bytes: Uint8Array): FactsCursor => {
  const { number, hash } = shape.parse(decode(bytes))
  return { number: BigInt(number), hash }
}
