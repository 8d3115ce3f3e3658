import type { Together } from '@daomesh/governance'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from '../spaces/space.ts'

/** Which members of a DAO are DAOs of its factory, by the chain, so that what they answered apart can stand on one sheet (governance S21). */
export const memberDaosOf = ({ organisations }: Pick<NodeContext, 'organisations'>, { record }: DaoSpace): Together => ({
  outer: record.dao,
  isDao: (member) => organisations.stateOf(member) !== null,
})
