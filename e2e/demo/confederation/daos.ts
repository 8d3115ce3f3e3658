import { address, type Address, type SpaceId } from '@daomesh/protocol'
import type { SceneMember } from '../../scene/startMember.ts'

/** A DAO of the scene: people with seats of their own, and DAOs with the people in them. `steward`: whose node acts for it. */
export type TreeDao = {
  readonly name: string
  readonly space: SpaceId
  readonly dao: Address
  readonly people: readonly SceneMember[]
  readonly daos: readonly TreeDao[]
  readonly steward: SceneMember
}

/** Everybody who is in a DAO, by a seat or through another DAO. */
export const peopleIn = ({ people, daos }: TreeDao): readonly SceneMember[] => [...people, ...daos.flatMap(peopleIn)]

export const treeDao = (
  name: string,
  { space, dao }: { readonly space: SpaceId; readonly dao: string },
  { people = [], daos = [] }: { readonly people?: readonly SceneMember[]; readonly daos?: readonly TreeDao[] },
): TreeDao => {
  const [steward] = [...daos.flatMap(peopleIn), ...people]
  if (steward === undefined) throw new RangeError(`nobody is in ${name}`)
  return { name, space, dao: address.parse(dao), people, daos, steward }
}

/** The DAO of this name among these. @throws RangeError where there is none. */
export const daoNamed = (daos: readonly TreeDao[], name: string): TreeDao => {
  const dao = daos.find((one) => one.name === name)
  if (dao === undefined) throw new RangeError(`no DAO is called ${name}`)
  return dao
}
