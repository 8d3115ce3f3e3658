import { enactSpinOff } from '../commands/spinOffs/enactSpinOff.ts'
import { proposeSpinOff } from '../commands/spinOffs/proposeSpinOff.ts'
import type { NodeContext } from '../context.ts'
import { previewSpinOff } from '../queries/spinOffs/previewSpinOff.ts'
import type { Implementer, Once } from './implementer.ts'

/** Members who leave together into a DAO of their own, one line per procedure. */
export const spinOffRoutes = (node: NodeContext, { spinOffs }: Implementer, once: Once) => ({
  preview: spinOffs.preview.handler(({ input }) => previewSpinOff(node, input)),
  propose: spinOffs.propose.handler(({ input }) => once('spinOffs.propose', input, (keep) => proposeSpinOff(node, input, keep))),
  enact: spinOffs.enact.handler(({ input }) => once('spinOffs.enact', input, () => enactSpinOff(node, input))),
})
