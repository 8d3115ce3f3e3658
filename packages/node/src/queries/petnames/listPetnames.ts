import { address } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { type Petname, petnamePrefix } from '../../petnames/petname.ts'

/** The names that accounts were given here, by name. */
export const listPetnames = (node: Pick<NodeContext, 'meta'>): Petname[] =>
  node.meta
    .list(petnamePrefix)
    .map(({ key, value }) => ({ account: address.parse(key.slice(petnamePrefix.length)), name: new TextDecoder().decode(value) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.account < b.account ? -1 : 1))
