import type { Address } from '@daomesh/protocol'
import { type Phrase, phrase } from '../phrase.ts'

/** What a member pledges to a project, in the units of the equal virtual allocations. */
export type Pledge = { readonly member: Address; readonly project: string; readonly amount: bigint }

export type CountedPledges = {
  /** Per project, in the order asked, what each member pledges to it: one amount a member. */
  readonly byProject: readonly ReadonlyMap<Address, bigint>[]
  /** Whose pledges do not count at all, and why. */
  readonly ignored: readonly { readonly member: Address; readonly because: Phrase }[]
}

const whyIgnored = (pledges: readonly Pledge[], seated: boolean, allocation: bigint, projects: ReadonlySet<string>): Phrase | null => {
  if (!seated) return phrase('pledge.notSeated')
  if (pledges.some(({ amount }) => amount < 0n)) return phrase('pledge.negative')
  const unknown = pledges.find(({ project }) => !projects.has(project))
  if (unknown !== undefined) return phrase('pledge.project', { project: unknown.project })
  const pledged = pledges.reduce((sum, { amount }) => sum + amount, 0n)
  return pledged > allocation ? phrase('pledge.over', { over: (pledged - allocation).toString(), allocation: allocation.toString() }) : null
}

/**
 * Pledges that count: of members with a seat, to projects of the budget, at most the allocation in all. What a member pledges to one project in parts
 * is one pledge, so cutting it gains nothing. A member who pledges more than the allocation, or to something else, pledges nothing, as with credits.
 * @example
 * const parts = [1n, 3n].map((amount) => ({ member: alice, project: 'well', amount }))
 * countedPledges(parts, { roster: [alice], allocation: 4n, projects: ['well'] }).byProject // => [new Map([[alice, 4n]])]
 * countedPledges(parts, { roster: [alice], allocation: 3n, projects: ['well'] }).ignored[0]?.because.key // => 'pledge.over'
 */
export const countedPledges = (
  pledges: readonly Pledge[],
  {
    roster,
    allocation,
    projects,
  }: { readonly roster: readonly Address[]; readonly allocation: bigint; readonly projects: readonly string[] },
): CountedPledges => {
  const seated = new Set(roster)
  const known = new Set(projects)
  const byMember = Map.groupBy(pledges, ({ member }) => member)
  const judged = [...byMember]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([member, theirs]) => ({ member, theirs, because: whyIgnored(theirs, seated.has(member), allocation, known) }))
  const sums = new Map(projects.map((project) => [project, new Map<Address, bigint>()]))
  for (const { member, theirs, because } of judged)
    if (because === null)
      for (const { project, amount } of theirs) {
        const sum = sums.get(project)
        if (sum !== undefined && amount > 0n) sum.set(member, (sum.get(member) ?? 0n) + amount)
      }
  return {
    byProject: projects.map((project) => sums.get(project) ?? new Map()),
    ignored: judged.flatMap(({ member, because }) => (because === null ? [] : [{ member, because }])),
  }
}
