import { DaomeshError, toDaomeshError } from '@daomesh/protocol'
import { implement, ORPCError, ValidationError } from '@orpc/server'
import type { NodeContext } from '../context.ts'
import { contract } from '../contract/index.ts'
import type { Keep } from '../requests/createRequests.ts'

/** Errors leave the node as their code with what, safe and todo in `data`; anything unforeseen is logged here and leaves as `INTERNAL`. */
const toWire = (node: NodeContext, error: unknown): unknown => {
  if (error instanceof ORPCError) {
    const invalid =
      error.cause instanceof ValidationError
        ? error.cause.issues.map((issue) => `${(issue.path ?? []).map(String).join('.')}: ${issue.message}`).join('; ')
        : null
    return invalid === null ? error : toWire(node, new DaomeshError('INPUT_INVALID', { meta: { reason: invalid }, cause: error }))
  }
  const known = toDaomeshError(error)
  if (known.code === 'INTERNAL')
    node.adapters.logger.error('node.unforeseen', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  return new ORPCError(known.code, { status: 400, message: known.what, data: known.toJSON() })
}

/** The contract, with every error told in its code. */
export const createImplementer = (node: NodeContext) =>
  implement(contract).use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      throw toWire(node, error)
    }
  })

export type Implementer = ReturnType<typeof createImplementer>

/** Commands act once per requestId. */
export const createOnce =
  (node: NodeContext) =>
  <I extends { readonly requestId: string }, T>(name: string, input: I, act: (keep: Keep<T>) => T | Promise<T>): Promise<T> =>
    node.requests.once<T>({ id: input.requestId, name, input }, async (keep) => act(keep))

export type Once = ReturnType<typeof createOnce>
