import { address, hexBytes } from '@daomesh/protocol'
import { z } from 'zod'
import { signingRequest } from './requestShape.ts'

const coded = z.object({
  code: z.string(),
  what: z.string(),
  safe: z.string(),
  todo: z.string(),
  meta: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

/** From the node to the signer. `id` is the node's own, to match the answer. */
export const toSigner = z.discriminatedUnion('type', [
  z.object({ type: z.literal('sign'), id: z.number().int(), account: address, request: signingRequest }),
  z.object({ type: z.literal('open'), id: z.number().int() }),
  /** Whoever asked for this signature takes it back. */
  z.object({ type: z.literal('takeBack'), id: z.number().int() }),
])

export const deskState = z.object({
  state: z.enum(['none', 'locked', 'ready']),
  accounts: z.array(address),
  page: z.string().nullable(),
  pending: z.number().int(),
})

/** From the signer to the node: never a key, never a password. */
export const fromSigner = z.discriminatedUnion('type', [
  z.object({ type: z.literal('state'), state: deskState }),
  z.object({ type: z.literal('signed'), id: z.number().int(), signature: hexBytes }),
  z.object({ type: z.literal('opened'), id: z.number().int(), page: z.string().nullable() }),
  z.object({ type: z.literal('failed'), id: z.number().int(), error: coded }),
])

export type ToSigner = z.output<typeof toSigner>
export type DeskState = z.output<typeof deskState>
export type FromSigner = z.output<typeof fromSigner>
