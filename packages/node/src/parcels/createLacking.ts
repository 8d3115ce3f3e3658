import { keys } from '@daomesh/governance'
import { type EntryId, governanceStream } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DealSpace } from '../spaces/space.ts'
import { unheardOf } from './unheardOf.ts'

/** Milliseconds for which what was worked out of a deal stands: a change is told to several carriers within a moment. */
const workedFor = 1_000

/** Whether this node's account belongs to the deal; who waits to be let in as arbiter has nothing to say in it yet but which device waits. */
export const isIn = (node: NodeContext, { record, registers }: DealSpace): boolean => {
  const as = record.arbiterDao ?? node.account.current()
  return record.arbiter !== true || (as !== null && registers().get(keys.dealArbiter(as)) !== undefined)
}

/** Which records of a deal somebody who is away lacks, worked out once for all carriers; null where nobody is away. */
export const createLacking = (node: NodeContext): ((space: DealSpace) => readonly EntryId[] | null) => {
  const { clock, deviceKey } = node.adapters
  const worked = new WeakMap<DealSpace, { readonly root: string; readonly at: number; readonly unheard: readonly EntryId[] | null }>()
  const ownEntries = ({ replica }: DealSpace): readonly EntryId[] =>
    [...replica.lines(governanceStream)].flatMap(({ id, device }) => (device === deviceKey.device ? [id] : []))
  return (space) => {
    const { root } = space.replica.roots()
    const before = worked.get(space)
    if (before?.root === root && clock.now() < before.at + workedFor) return before.unheard
    const unheard = isIn(node, space) ? unheardOf(node, space) : ownEntries(space)
    worked.set(space, { root, at: clock.now(), unheard })
    return unheard
  }
}
