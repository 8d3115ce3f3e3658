import type { NodeContext } from '../../context.ts'

/** The person has read that the database was damaged. The damaged file stays where it was put. */
export const dismissDamage = (node: NodeContext): Record<string, never> => {
  node.adapters.logs.dismissDamage()
  node.changes.mark('status')
  return {}
}
