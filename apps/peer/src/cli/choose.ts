import type { NodeClient } from '@daomesh/node/client'
import { type BudgetId, DaomeshError, type DecisionId, type DraftId, type EntryId, type SpaceId } from '@daomesh/protocol'

type Named<T> = { readonly id: T; readonly names: readonly string[] }

/** Matches an id, a part of it from the start (4 characters or more), or a whole name. @throws DaomeshError `INPUT_INVALID` when several match. */
export const choose = <T extends string>(rows: readonly Named<T>[], text: string, field: string): T | null => {
  const wanted = text.trim().toLowerCase()
  // Names are written by others: one that copies an id must not stand in for it.
  if (rows.some(({ id }) => id === wanted)) return wanted as T
  const exact = rows.filter(({ names }) => names.some((name) => name.toLowerCase() === wanted))
  const isLong = wanted.length >= 4
  // Nor may one that is called like the beginning of an id take the place of what was meant by it.
  const cut = isLong ? rows.filter((row) => row.id.startsWith(wanted) && !exact.includes(row)) : []
  const found =
    exact.length > 0
      ? [...exact, ...cut]
      : isLong
        ? rows.filter(({ id, names }) => [id, ...names].some((name) => name.toLowerCase().startsWith(wanted)))
        : []
  if (found.length > 1)
    throw new DaomeshError('INPUT_INVALID', {
      meta: { field, given: text.slice(0, 80), reason: `matches ${found.length}: give the whole id` },
    })
  return found[0]?.id ?? null
}

/** The space of a DAO by space id, contract address, CAIP-10 id or name. @throws DaomeshError `SPACE_UNKNOWN`. */
export const findDao = async (node: NodeClient, text: string): Promise<SpaceId> => {
  const rows = (await node.daos.list()).map(({ space, dao, caip10, name }) => ({ id: space, names: [dao, caip10, name] }))
  const space = choose(rows, text, 'dao')
  if (space === null) throw new DaomeshError('SPACE_UNKNOWN', { meta: { given: text.slice(0, 80) } })
  return space
}

/** @throws DaomeshError `SPACE_UNKNOWN`. */
export const findLobby = async (node: NodeClient, text: string): Promise<SpaceId> => {
  const rows = (await node.lobbies.list()).map(({ space, name }) => ({ id: space, names: [name] }))
  const space = choose(rows, text, 'lobby')
  if (space === null) throw new DaomeshError('SPACE_UNKNOWN', { meta: { given: text.slice(0, 80) } })
  return space
}

/** @throws DaomeshError `PROPOSAL_UNKNOWN`. */
export const findProposal = async (node: NodeClient, space: SpaceId, text: string): Promise<DecisionId> => {
  const rows = (await node.proposals.list({ space })).map(({ decision, short, title }) => ({ id: decision, names: [short, title] }))
  const decision = choose(rows, text, 'proposal')
  if (decision === null) throw new DaomeshError('PROPOSAL_UNKNOWN', { meta: { given: text.slice(0, 80) } })
  return decision
}

/** @throws DaomeshError `BUDGET_UNKNOWN`. */
export const findBudget = async (node: NodeClient, space: SpaceId, text: string): Promise<BudgetId> => {
  const rows = (await node.budgets.list({ space })).map(({ budget, title }) => ({ id: budget, names: [title] }))
  const budget = choose(rows, text, 'budget')
  if (budget === null) throw new DaomeshError('BUDGET_UNKNOWN', { meta: { given: text.slice(0, 80) } })
  return budget
}

/** @throws DaomeshError `DRAFT_UNKNOWN`. */
export const findDraft = async (node: NodeClient, space: SpaceId, text: string): Promise<DraftId> => {
  const rows = (await node.drafts.list({ space })).map(({ draft, title }) => ({ id: draft, names: [title] }))
  const draft = choose(rows, text, 'draft')
  if (draft === null) throw new DaomeshError('DRAFT_UNKNOWN', { meta: { given: text.slice(0, 80) } })
  return draft
}

/** A file by its record, its id or its name. @throws DaomeshError `FILE_UNKNOWN`. */
export const findFile = async (node: NodeClient, space: SpaceId, text: string): Promise<EntryId> => {
  const rows = (await node.files.list({ space })).map(({ entry, file, name }) => ({ id: entry, names: [file, name] }))
  const entry = choose(rows, text, 'file')
  if (entry === null) throw new DaomeshError('FILE_UNKNOWN', { meta: { given: text.slice(0, 80) } })
  return entry
}
