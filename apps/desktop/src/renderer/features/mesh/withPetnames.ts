import type { MeshMap } from './mesh.ts'

/** The map with the names that the person here gave: they come before those of foundings, which anybody may repeat. */
export const withPetnames = (map: MeshMap, petnames: ReadonlyMap<string, string>): MeshMap =>
  petnames.size === 0 ? map : { ...map, accounts: map.accounts.map((row) => ({ ...row, name: petnames.get(row.account) ?? row.name })) }
