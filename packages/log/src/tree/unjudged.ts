import { type EntryId, fromHex, governanceStream, toHex } from '@daomesh/protocol'
import { type EntryNode, streamOf } from '../replica/model.ts'
import { merkleMap } from './merkleMap.ts'

/** Entries that wait for one thing. */
export type Waiting = Iterable<EntryNode> & {
  readonly size: number
  readonly has: (node: EntryNode) => boolean
  readonly add: (node: EntryNode) => void
  readonly delete: (node: EntryNode) => void
}

/** The entries that are here and cannot be judged, and which of them a state lacks. */
export type Unjudged = {
  /** Their key is not here. */
  readonly locked: Waiting
  /** The chain has not told their view yet. */
  readonly viewWaiting: Waiting
  /** Call when one counts, or does not any more. */
  readonly recount: (node: EntryNode) => void
  /** Root of those of the governance stream that count: whoever has the same set and the same root lacks the same. null where nothing is lacking. */
  readonly root: () => string | null
}

/** Ids under one root, null while there are none: kept up at each change, for a hostile member can write any number of such entries. */
export const idRoot = () => {
  const ids = new Set<EntryId>()
  const tree = merkleMap()
  return {
    put: (id: EntryId): void => {
      if (ids.has(id)) return
      ids.add(id)
      tree.set(id, fromHex(id))
    },
    remove: (id: EntryId): void => {
      if (ids.delete(id)) tree.remove(id)
    },
    root: (): string | null => (ids.size === 0 ? null : toHex(tree.root())),
  }
}

export const unjudged = (): Unjudged => {
  const [keys, views] = [new Set<EntryNode>(), new Set<EntryNode>()]
  const lacking = idRoot()
  const recount = (node: EntryNode): void => {
    const lacks = (keys.has(node) || views.has(node)) && node.standing === 'counted' && streamOf(node) === governanceStream
    if (lacks) lacking.put(node.id)
    else lacking.remove(node.id)
  }
  const waiting = (nodes: Set<EntryNode>): Waiting => ({
    [Symbol.iterator]: () => nodes[Symbol.iterator](),
    get size() {
      return nodes.size
    },
    has: (node) => nodes.has(node),
    add: (node) => {
      nodes.add(node)
      recount(node)
    },
    delete: (node) => {
      nodes.delete(node)
      recount(node)
    },
  })
  return { locked: waiting(keys), viewWaiting: waiting(views), recount, root: lacking.root }
}
