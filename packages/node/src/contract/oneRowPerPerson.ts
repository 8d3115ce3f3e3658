import type { Finding, MemberDiagnosis } from './diagnosis.ts'

type Found = Pick<Finding, 'code' | 'params' | 'device'>
type Told = Pick<MemberDiagnosis, 'account' | 'name' | 'seen' | 'spaceName'> & { readonly findings: readonly Found[] }

/** What is said of a person in one space, but for where. */
const saidOf = ({ account, name, seen, findings }: Told): string =>
  JSON.stringify([account, name, seen, findings.map(({ code, params, device }) => [code, params, device])])

/**
 * Rows of which the same is said of one person are one, with every space it is said of, each once; in the order of the first.
 * @example
 * const ben = { account: bob, name: 'Ben', seen: true, findings: [] }
 * oneRowPerPerson([{ ...ben, spaceName: 'Mill' }, { ...ben, spaceName: 'Barn' }]).map(({ spaceNames }) => spaceNames) // => [['Mill', 'Barn']]
 */
export const oneRowPerPerson = <T extends Told>(members: readonly T[]): readonly (T & { readonly spaceNames: readonly string[] })[] => {
  const rows = new Map<string, { readonly first: T; readonly spaceNames: Set<string> }>()
  for (const member of members) {
    const said = saidOf(member)
    const row = rows.get(said) ?? { first: member, spaceNames: new Set<string>() }
    row.spaceNames.add(member.spaceName)
    rows.set(said, row)
  }
  return [...rows.values()].map(({ first, spaceNames }) => ({ ...first, spaceNames: [...spaceNames] }))
}
