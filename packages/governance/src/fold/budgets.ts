import {
  budgetIdOf,
  causalOrder,
  type Cbor,
  daomeshDomain,
  decisionIdOf,
  hashTypedData,
  projectIdOf,
  sha256Hex,
  toRecord,
  utf8,
} from '@daomesh/protocol'
import { budgetPayerOf, budgetSlotOf } from '../content/budgetSlot.ts'
import { closingStatement } from '../content/closingStatement.ts'
import { contentHashOf } from '../content/contentHash.ts'
import { pledgesRootOf } from '../rules/budget/pledgesRoot.ts'
import type { Step } from './context.ts'
import { ballotOrder, earliestOrder, keys } from './keys.ts'
import type { DaoContext } from './proposals.ts'
import { accepted, rejected, write } from './verdicts.ts'

/** A budget stands under the hash of what it states, so nobody changes it; who stated it first is its opener. */
export const openBudget: Step<'budget.open'> = (_context, entry, { budget }) => {
  const value = { by: entry.author.member, budget: toRecord(budget) as Cbor, at: entry.header.at, entry: entry.id }
  return accepted([write(keys.budget(budgetIdOf(budget)), earliestOrder(entry.depth), value)])
}

/** The same for a project: with another payee it is another project, and no pledge to one is a pledge to the other. */
export const addProject: Step<'budget.project'> = (_context, entry, { project }) => {
  const value = { by: entry.author.member, project: toRecord(project) as Cbor, at: entry.header.at, entry: entry.id, depth: entry.depth }
  return accepted([write(keys.project(project.budget, projectIdOf(project)), earliestOrder(entry.depth), value)])
}

/**
 * A pledge sheet is its member's by the account's own signature, whoever publishes it. The greater (revision, digest) stands, as with ballots, and all
 * are kept: a closing names those it was computed from. Whether it is over the allocation is not judged here, because the budget may come later.
 */
export const pledge: Step<'budget.pledge', DaoContext> = (context, entry, { sheet, signature }, view) => {
  const { member, budget, revision, pledges } = sheet
  if (view.members !== null && !view.members.has(member)) return rejected('ENTRY_PLEDGE')
  if (context.memberKindOf?.(member, view) === 'contract') return rejected('ENTRY_PLEDGE')
  if (new Set(pledges.map(({ project }) => project)).size !== pledges.length) return rejected('ENTRY_PLEDGE')
  const digest = hashTypedData(daomeshDomain(context.chain.chainId, context.dao), 'PledgeSheet', sheet)
  if (context.recover(digest, signature) !== member) return rejected('ENTRY_PLEDGE')
  const own = entry.author.member === member
  const value = { sheet: toRecord(sheet) as Cbor, signature, digest, entry: entry.id, at: entry.header.at }
  return accepted([
    write(keys.pledge(budget, member), ballotOrder(revision, digest, own, causalOrder(entry.depth)), value),
    write(keys.pledgeSheet(budget, digest), `${own ? 1 : 0}/${causalOrder(entry.depth)}`, value),
    write(keys.pledgeRevision(budget, member, revision, digest), '', { digest }),
  ])
}

/**
 * A closing is a proposal that any member may make, in the slots of its budget and of nobody else. Its texts end with the root of what it says it was
 * computed from, so that its list is bound by what members sign. Whether the payments are right is not judged here: a sheet may come later.
 * Whoever writes a closing again made it too, and stands beside the others, so that nobody alone takes back what somebody else made; and a part that is repeated in
 * another closing stands in both.
 */
export const closeBudget: Step<'budget.close', DaoContext> = (context, entry, { budget, pledges, projects, parts }) => {
  const by = entry.author.member
  const root = pledgesRootOf(pledges, projects)
  const isBound = parts.every(
    ({ title, content, decision }, part) =>
      decision.slot === budgetSlotOf(budget, part) &&
      decision.contentHash === contentHashOf(title, content) &&
      content.endsWith(`\n${closingStatement({ budget, part, parts: parts.length, root })}\n`),
  )
  if (!isBound) return rejected('ENTRY_DECISION')
  const ids = parts.map(({ decision }) => decisionIdOf(context.chain.chainId, context.dao, decision))
  const [payer, made] = [budgetPayerOf(budget), { by, entry: entry.id, at: entry.header.at }]
  const [first, closing] = [earliestOrder(entry.depth), sha256Hex(utf8(ids.join()))]
  return accepted(
    ids.flatMap((id, part) => {
      const { title, content, decision } = parts[part] as (typeof parts)[number]
      return [
        write(keys.proposal(id), first, { ...made, draft: null, title, content, decision: toRecord(decision) as Cbor, depth: entry.depth }),
        write(keys.slot(payer, BigInt(part), id), '', { decision: id }),
        write(keys.closing(budget, id, closing), first, { ...made, part, decisions: ids, root, pledges, projects }),
        write(keys.closer(id, by), first, made),
      ]
    }),
  )
}
