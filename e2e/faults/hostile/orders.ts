import { z } from 'zod'

const base64 = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')))

/**
 * What a hostile peer is told to do. `signatures`: entries under the key of the space whose signatures are wrong. `control`: subscriptions and control
 * messages without end. `dials`: connections, each under an identity of its own, which it keeps open.
 */
export const ordersShape = z.object({
  kind: z.enum(['signatures', 'control', 'dials']),
  address: z.string(),
  seconds: z.number(),
  /** Messages a second, or how many connections in all. */
  many: z.number(),
  /** Comes back under a new identity whenever it is cut off. */
  anew: z.boolean(),
  topic: z.string(),
  /** Of the topic. */
  key: base64,
  /** Of an honest entry, whose author it claims to be. */
  header: base64,
  body: base64,
})
export type Orders = z.input<typeof ordersShape>

/** What it did. */
export const reportShape = z.object({
  sent: z.number(),
  /** How often its connection was cut. */
  cuts: z.number(),
  /** Milliseconds until that happened first; null: never. */
  cutAfter: z.number().nullable(),
  /** Dials that were let in after the first cut, under the same identity. */
  backIn: z.number(),
  /** Connections that it holds at the end. */
  held: z.number(),
})
export type Report = z.output<typeof reportShape>
