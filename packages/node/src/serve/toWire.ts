import { DaomeshError, toDaomeshError } from '@daomesh/protocol'
import { ORPCError, ValidationError } from '@orpc/server'
import type { Logger } from '../ports.ts'

type KnowsLogger = { readonly adapters: { readonly logger: Pick<Logger, 'error'> } }

/** What the contract found wrong, field by field; null where it was something else. */
const wrongIn = ({ cause }: ORPCError<string, unknown>): string | null =>
  cause instanceof ValidationError
    ? cause.issues.map((issue) => `${(issue.path ?? []).map(String).join('.')}: ${issue.message}`).join('; ')
    : null

/** Errors leave the node as their code with what, safe and todo in `data`; anything unforeseen is logged here and leaves as `INTERNAL`. */
export const toWire = (node: KnowsLogger, error: unknown): unknown => {
  if (error instanceof ORPCError) {
    const wrong = wrongIn(error)
    if (wrong === null) return error
    // An answer of the node that its own contract refuses is no fault of who asked.
    if (error.code === 'INTERNAL_SERVER_ERROR') return toWire(node, new Error(`an answer that the contract refuses: ${wrong}`))
    return toWire(node, new DaomeshError('INPUT_INVALID', { meta: { reason: wrong }, cause: error }))
  }
  const known = toDaomeshError(error)
  if (known.code === 'INTERNAL')
    node.adapters.logger.error('node.unforeseen', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  return new ORPCError(known.code, { status: 400, message: known.what, data: known.toJSON() })
}
