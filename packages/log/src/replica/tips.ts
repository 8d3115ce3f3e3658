import type { Core } from './core.ts'
import { type EntryNode, memberOf, streamOf } from './model.ts'

/** An accepted entry that counts is a tip until another one of its stream cites it. Call in the order of the graph. */
export const holdAsTip = (all: Core['tips'], node: EntryNode): void => {
  if (node.verdict !== 'accepted' || node.standing !== 'counted' || memberOf(node) === null) return
  const tips = all.get(streamOf(node)) ?? new Set()
  all.set(streamOf(node), tips)
  for (const ref of node.refs) tips.delete(ref)
  tips.add(node)
}
