import type { NodeContext } from '../../context.ts'

/** The person has read that this home was put back from a copy. */
export const dismissRestored = (node: NodeContext): Record<string, never> => {
  node.restored.dismiss()
  return {}
}
