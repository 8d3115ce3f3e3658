import { postComment } from '../commands/comments/postComment.ts'
import type { NodeContext } from '../context.ts'
import type { Implementer, Once } from './implementer.ts'

/** Comments on proposals, one line per procedure. */
export const commentRoutes = (node: NodeContext, { comments }: Implementer, once: Once) => ({
  post: comments.post.handler(({ input }) => once('comments.post', input, (keep) => postComment(node, input, keep))),
})
