import type { BountyRecord, NodeRecord } from '@daomesh/governance'
import { address, agreementSchema, amount, bountyId, bytes32, decode, encode, type Hex, toRecord } from '@daomesh/protocol'
import { z } from 'zod'

const word = amount.transform((text) => BigInt(text))
const seconds = z.number().int().nonnegative()
const marks = z.array(z.string()).transform((all) => new Set(all))

const nodeShape = z.strictObject({
  splits: z.array(z.strictObject({ root: bytes32, sum: word })),
  opened: z.boolean(),
  cap: word.nullable(),
  dispute: z
    .strictObject({
      objector: address,
      arbiter: address,
      bond: word,
      reasonHash: bytes32,
      objectedAt: seconds,
      contestedAt: seconds,
      ruledAt: seconds,
      hunterAmount: word,
      bonded: z.boolean(),
    })
    .nullable(),
  redirect: address.nullable(),
  accepted: marks,
  paid: marks,
  payments: z
    .array(z.tuple([z.string(), z.strictObject({ index: seconds, payee: address, margin: word })]))
    .transform((all) => new Map(all)),
})

const recordShape = z.strictObject({
  v: z.literal(2),
  id: bountyId,
  agreement: agreementSchema,
  status: z.enum(['none', 'cancelled', 'funded', 'delivered', 'objected', 'released']),
  fundedAt: seconds,
  deliveredAt: seconds,
  contentHash: bytes32.nullable(),
  releasedAt: seconds,
  released: word,
  nodes: z.array(z.tuple([bytes32, nodeShape])),
})

const plainNode = (node: NodeRecord) => ({
  ...node,
  accepted: [...node.accepted],
  paid: [...node.paid],
  payments: [...node.payments],
})

/** What the chain told of a bounty, as bytes for this disk. The places of its leaves are in bundles. */
export const writeRecord = ({ places: _, nodes, ...record }: BountyRecord): Uint8Array =>
  encode(toRecord({ v: 2, ...record, nodes: [...nodes].map(([key, node]): [Hex, unknown] => [key, plainNode(node)]) }))

/** @throws ZodError, DaomeshError for bytes of another version, or damaged ones. */
export const readRecord = (bytes: Uint8Array): BountyRecord => {
  const { v: _, nodes, ...record } = recordShape.parse(decode(bytes))
  return { ...record, nodes: new Map(nodes), places: new Map() }
}
