import type { NodeContext } from '../../context.ts'

/** Ends what a command that is under way asked to be signed; the command then fails with `SIGNING_REFUSED`. */
export const takeBack = (node: NodeContext, { request }: { readonly request: string }): { readonly taken: number } => ({
  taken: node.takeBack(request),
})
