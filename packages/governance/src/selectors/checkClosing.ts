import { type Address, type BudgetId, type DecisionId, decisionSchema, type Hex } from '@daomesh/protocol'
import { type ChainState, currentMembers, rosterAt } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { ProposalValue } from '../fold/values.ts'
import { budgetPayments, type BudgetPayment } from '../rules/budget/budgetPayments.ts'
import { estimateBudget } from '../rules/budget/estimateBudget.ts'
import { budgetAt, type HeldPledge, pledgesIn, pledgeSheetAt, projectAt } from './budgetRecords.ts'
import { projectsIn } from './budgetProjects.ts'
import { closingAt } from './closingsOf.ts'
import { type Registers, valueAt } from './registers.ts'

/** What a closing says it was computed from, against what is held here. */
export type ClosingCheck = {
  readonly budget: BudgetId
  /** null while the budget's record is not here. */
  readonly token: Address | null
  readonly title: string | null
  readonly part: number
  readonly parts: number
  readonly root: Hex
  /** Sheets that its payments come from and that are here. */
  readonly counted: number
  /** Sheets and projects that it names and that are not here: until they are, nothing can be said. */
  readonly absent: number
  /**
   * Members whose newest pledge that counts is here and not in its payments: left out, by itself or with a project that it names, or pledged later. `older`: an
   * older sheet of theirs is in it.
   */
  readonly missing: readonly { readonly member: Address; readonly older: boolean }[]
  /** What this part must pay, to the unit; null while something is absent. */
  readonly payments: readonly BudgetPayment[] | null
}

/** Of two sheets of one member in one list only the one that stands counts: higher revision, then larger digest. */
const standing = (sheets: readonly HeldPledge[]): readonly HeldPledge[] => {
  const best = new Map<Address, HeldPledge>()
  for (const sheet of sheets) {
    const other = best.get(sheet.member)
    if (other === undefined || sheet.revision > other.revision || (sheet.revision === other.revision && sheet.digest > other.digest))
      best.set(sheet.member, sheet)
  }
  return [...best.values()]
}

type Judged = {
  /** Sheets that it names and that are here. */
  readonly listed: readonly HeldPledge[]
  /** Of these, the ones that its payments come from: none that names a project which it leaves out. */
  readonly counted: ReadonlySet<Hex>
  /** What can be pledged to, whether it names it or not; asked only where a pledge is not counted, since anybody may name many and close often. */
  readonly projects: () => ReadonlySet<string>
  readonly allocation: bigint
  readonly voters: ReadonlySet<Address>
}

const missingFrom = (held: readonly HeldPledge[], { listed, counted, projects, allocation, voters }: Judged): ClosingCheck['missing'] =>
  held.flatMap((pledge) => {
    const { member, digest } = pledge
    if (counted.has(digest)) return []
    const sum = pledge.pledges.reduce((all, { amount }) => all + amount, 0n)
    const counts = sum > 0n && sum <= allocation && voters.has(member) && pledge.pledges.every(({ project }) => projects().has(project))
    const own = listed.filter((sheet) => sheet.member === member)
    // An own sheet that it names is not an older one.
    const older = own.length > 0 && own.every((sheet) => sheet.digest !== digest)
    return counts || older ? [{ member, older }] : []
  })

/**
 * Computes the payments of a closing again, from its own list of pledges and projects and the roster that its decision cites, so that everybody who holds
 * the same sheets comes to the same payments, whatever else arrived in between. null for a proposal that closes no budget.
 * @example
 * checkClosing(registers, state, decisionIdOf(chain.chainId, dao, decision)) // => null
 */
export const checkClosing = (registers: Registers, state: ChainState, decision: DecisionId): ClosingCheck | null => {
  const proposal = valueAt<ProposalValue>(registers, keys.proposal(decision))
  const found = proposal === undefined ? null : closingAt(registers, decision, proposal.content)
  if (proposal === undefined || found === null) return null
  const { budget: id, closing } = found
  const budget = budgetAt(registers, id)
  const listed = closing.pledges.flatMap((digest) => pledgeSheetAt(registers, id, digest) ?? [])
  const projects = closing.projects.flatMap((project) => projectAt(registers, id, project) ?? [])
  const { rosterEpoch } = decisionSchema.parse(proposal.decision)
  const roster = rosterAt(state, rosterEpoch)
  const voters = (roster?.members ?? []).flatMap(({ account, power }) => (power > 0n ? [account] : []))
  // Who left since is not left out by anybody: no closing counts them any more.
  const present = new Set(currentMembers(state).flatMap(({ account, power }) => (power > 0n ? [account] : [])))
  const absent =
    closing.pledges.length -
    listed.length +
    closing.projects.length -
    projects.length +
    (budget === undefined || roster === undefined ? 1 : 0)
  const stands = standing(listed)
  const estimate = absent > 0 || budget === undefined ? null : estimateBudget(budget, closing.projects, voters, stands)
  const ignored = new Set(estimate?.ignored.map(({ member }) => member))
  const counted = stands.filter(({ member, pledges }) => !ignored.has(member) && pledges.length > 0)
  const here = voters.filter((one) => present.has(one))
  let pledgeable: ReadonlySet<string> | null = null
  const all =
    estimate === null
      ? null
      : budgetPayments(
          estimate.parts,
          new Map(closing.projects.flatMap((project, i) => (projects[i] === undefined ? [] : [[project, projects[i].payee] as const]))),
        )
  return {
    budget: id,
    token: budget?.token ?? null,
    title: budget?.title ?? null,
    part: closing.part,
    parts: closing.decisions.length,
    root: closing.root,
    counted: counted.length,
    absent,
    missing: missingFrom(pledgesIn(registers, id), {
      listed,
      counted: new Set((estimate === null ? listed : counted).map(({ digest }) => digest)),
      projects: () =>
        (pledgeable ??= new Set([...closing.projects, ...projectsIn(registers, id, here).projects.map((project) => project.id)])),
      allocation: budget?.allocation ?? 0n,
      voters: new Set(here),
    }),
    // A closing cut into more or fewer parts than its payments need pays something else.
    payments: all === null ? null : all.length === closing.decisions.length ? (all[closing.part] ?? []) : [],
  }
}
