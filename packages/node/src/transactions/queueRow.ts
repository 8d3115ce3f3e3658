import { queueStates, type QueueRow } from '@daomesh/chain'
import { address, amount, bytes32, hexBytes } from '@daomesh/protocol'
import { z } from 'zod'

const text = z.string()
const nat = z.number().int().nonnegative()

const shape = z.object({
  id: text,
  account: address,
  call: z.object({ to: address, value: amount, data: hexBytes }),
  context: z.object({ title: text, lines: z.array(text) }),
  supersededBy: z.array(text),
  subject: z.record(text, z.union([text, z.array(text)])),
  chain: text,
  order: nat,
  state: z.enum(queueStates),
  signed: z.array(z.object({ nonce: nat, raw: hexBytes, hash: bytes32, maxFeePerGas: amount })),
  mined: z.object({ hash: bytes32, block: amount, gasUsed: amount, fee: amount }).nullable(),
  error: z
    .object({
      code: text,
      what: text,
      safe: text,
      todo: text,
      meta: z.record(text, z.union([text, z.number(), z.boolean(), z.null()])),
    })
    .nullable(),
  supersededAt: z.object({ number: amount, hash: bytes32 }).nullable().optional(),
  createdAt: z.number(),
  changedAt: z.number(),
})

const textOf = new TextDecoder('utf-8', { fatal: true })

/**
 * A row of the queue as it lies on disk. Money is moved by it: whatever is not exactly this is not acted upon. The checked value is answered as it was
 * written, so that a call compares equal to itself.
 * @throws ZodError, SyntaxError.
 */
export const readQueueRow = (value: Uint8Array): QueueRow => {
  const row: unknown = JSON.parse(textOf.decode(value))
  shape.parse(row)
  return row as QueueRow
}
