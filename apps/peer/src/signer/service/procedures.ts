import { address } from '@daomesh/protocol'
import { z } from 'zod'
import type { SignerCore } from '../core/createSignerCore.ts'

const nothing = z.strictObject({})
const password = z.string().max(1024)
const byId = z.strictObject({ id: z.number().int().positive() })

const pendingShape = z.object({
  id: z.number().int(),
  account: address,
  title: z.string(),
  groups: z.array(
    z.object({ head: z.string().nullable(), lines: z.array(z.string()), details: z.array(z.string()), text: z.string().nullable() }),
  ),
  /** The node's own words about it; the signer vouches for `title` and `groups` only. */
  context: z.object({ title: z.string(), lines: z.array(z.string()), amounts: z.array(z.string()) }),
  short: z.string(),
  chainId: z.string(),
  at: z.number(),
})

export const viewShape = z.object({
  revision: z.number().int(),
  state: z.enum(['none', 'locked', 'ready']),
  creating: z.boolean(),
  accounts: z.array(address),
  /** Each account as people compare it (EIP-55). */
  written: z.record(z.string(), z.string()),
  pending: z.array(pendingShape),
})

const procedure = <I, O>(input: z.ZodType<I>, output: z.ZodType<O>) => ({ input, output })

/** What the confirmation page and the command line may ask of the signer. One POST each, JSON both ways. */
export const signerProcedures = {
  /** Answers at once when `after` is not the present revision, else with the next change or after 20 seconds. */
  view: procedure(z.strictObject({ after: z.number().int().optional() }), viewShape),
  begin: procedure(z.strictObject({ password }), z.object({ phrase: z.string(), ask: z.array(z.number().int()) })),
  confirmWords: procedure(z.strictObject({ words: z.array(z.string().max(40)).max(4) }), z.object({ account: address })),
  abandon: procedure(nothing, z.object({ done: z.literal(true) })),
  restore: procedure(z.strictObject({ phrase: z.string().max(400), password }), z.object({ account: address })),
  unlock: procedure(z.strictObject({ password }), z.object({ accounts: z.array(address) })),
  lock: procedure(nothing, z.object({ done: z.literal(true) })),
  approve: procedure(byId, z.object({ done: z.literal(true) })),
  decline: procedure(byId, z.object({ done: z.literal(true) })),
}

export type SignerProcedures = typeof signerProcedures
export type ProcedureName = keyof SignerProcedures
type Acts = { readonly [N in Exclude<ProcedureName, 'view'>]: (input: z.output<SignerProcedures[N]['input']>) => unknown }

const done = { done: true } as const

/** The acts behind the procedures. `view` belongs to the service, which knows revisions. */
export const actsOf = (core: SignerCore): Acts => ({
  begin: ({ password }) => core.begin(password),
  confirmWords: ({ words }) => ({ account: core.confirmWords(words) }),
  abandon: () => {
    core.abandon()
    return done
  },
  restore: async ({ phrase, password }) => ({ account: await core.restore(phrase, password) }),
  unlock: async ({ password }) => ({ accounts: await core.unlock(password) }),
  lock: () => {
    core.lock()
    return done
  },
  approve: async ({ id }) => {
    await core.approve(id)
    return done
  },
  decline: ({ id }) => {
    core.decline(id)
    return done
  },
})
