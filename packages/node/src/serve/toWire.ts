import { DaomeshError, toDaomeshError } from '@daomesh/protocol'
import { ORPCError, ValidationError } from '@orpc/server'
import type { NodeContext } from '../context.ts'

/** Errors leave the node as their code with what, safe and todo in `data`; anything unforeseen is logged here and leaves as `INTERNAL`. */
export const toWire = (node: NodeContext, error: unknown): unknown => {
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
