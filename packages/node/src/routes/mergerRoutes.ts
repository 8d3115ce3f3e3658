import { offerMerger } from '../commands/mergers/offerMerger.ts'
import type { NodeContext } from '../context.ts'
import { previewMerger } from '../queries/mergers/previewMerger.ts'
import type { Implementer, Once } from './implementer.ts'

/** Mergers, one line per procedure; what follows an offer are the procedures of partnerships. */
export const mergerRoutes = (node: NodeContext, { mergers }: Implementer, once: Once) => ({
  preview: mergers.preview.handler(({ input }) => previewMerger(node, input)),
  offer: mergers.offer.handler(({ input }) => once('mergers.offer', input, (keep) => offerMerger(node, input, keep))),
})
