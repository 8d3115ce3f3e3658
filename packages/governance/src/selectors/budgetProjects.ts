import { type Address, type BudgetId, limits, type ProjectId } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { ProjectValue } from '../fold/values.ts'
import { pledgesIn, projectIn, type ProjectRow } from './budgetRecords.ts'
import type { Registers } from './registers.ts'

type Named = { readonly depth: number; readonly row: ProjectRow }

/** The earlier in causality, then the lower id. */
const earlierFirst = (a: Named, b: Named): number => a.depth - b.depth || (a.row.id < b.row.id ? -1 : 1)

const namedIn = (registers: Registers, id: BudgetId): readonly Named[] => {
  const prefix = keys.projectsOf(id)
  return registers
    .entries(prefix)
    .map(({ key, value }) => {
      const { by, entry, at, depth } = value as ProjectValue
      return { depth, row: { ...projectIn(value as ProjectValue), id: key.slice(prefix.length) as ProjectId, by, entry, at } }
    })
    .sort(earlierFirst)
}

/** What each voter asks for, its foremost first: what it pledges to by amount, then what it named, in causal order. */
const wishesOf = (
  registers: Registers,
  id: BudgetId,
  voters: readonly Address[],
  all: readonly Named[],
): readonly (readonly ProjectId[])[] => {
  const known = new Set(all.map(({ row }) => row.id))
  const pledged = new Map(pledgesIn(registers, id).map(({ member, pledges }) => [member, pledges]))
  const named = Map.groupBy(all, ({ row }) => row.by)
  return voters.map((voter) => {
    const lines = (pledged.get(voter) ?? []).filter(({ project }) => known.has(project))
    const byAmount = lines.toSorted((a, b) => (a.amount === b.amount ? (a.project < b.project ? -1 : 1) : a.amount > b.amount ? -1 : 1))
    return [...new Set([...byAmount.map(({ project }) => project), ...(named.get(voter) ?? []).map(({ row }) => row.id)])]
  })
}

export type ChosenProjects = {
  /** Sorted by id, the order in which a budget is divided. */
  readonly projects: readonly ProjectRow[]
  /** How many were left out. */
  readonly more: number
  /** Who may name one more; null: anybody. Once there are as many as a budget can have, voters with less than their even part: theirs takes the place of the last. */
  readonly namers: readonly Address[] | null
}

/**
 * The projects of a budget, 200 at most. Each voter has an even part of them, and its foremost wishes come first: what it pledges to, then what it named itself.
 * So whoever names many, or pledges to them, takes nothing from what others want. Of wishes equally far in front those come first that more voters pledge to, then
 * the causally earlier.
 */
export const projectsIn = (registers: Registers, id: BudgetId, voters: readonly Address[]): ChosenProjects => {
  const all = namedIn(registers, id)
  const wishes = wishesOf(registers, id, voters, all)
  const [places, pledgers] = [new Map<ProjectId, number>(), new Map<ProjectId, number>()]
  for (const theirs of wishes)
    for (const [place, project] of theirs.entries()) places.set(project, Math.min(place, places.get(project) ?? place))
  const votes = new Set(voters)
  for (const { member, pledges } of pledgesIn(registers, id))
    if (votes.has(member)) for (const { project } of pledges) pledgers.set(project, (pledgers.get(project) ?? 0) + 1)
  const placeOf = ({ row }: Named): number => places.get(row.id) ?? Number.MAX_SAFE_INTEGER
  const chosen = all
    .toSorted((a, b) => placeOf(a) - placeOf(b) || (pledgers.get(b.row.id) ?? 0) - (pledgers.get(a.row.id) ?? 0) || earlierFirst(a, b))
    .slice(0, limits.budgetProjects)
  const evenPart = Math.floor(limits.budgetProjects / Math.max(1, voters.length))
  return {
    projects: chosen.map(({ row }) => row).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    more: all.length - chosen.length,
    namers: all.length < limits.budgetProjects ? null : voters.filter((_, i) => (wishes[i]?.length ?? 0) < evenPart),
  }
}
