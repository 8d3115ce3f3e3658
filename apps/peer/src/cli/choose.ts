import type { NodeClient } from '@daomesh/node/client'
import { type BudgetId, DaomeshError, type DecisionId, type DraftId, type EntryId, type ErrorCode, type SpaceId } from '@daomesh/protocol'
import type { Call } from './verb.ts'

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

/** The same where one of them has to be meant. @throws DaomeshError `code` where none is, `INPUT_INVALID` when several match. */
export const chooseOne = <T extends string>(rows: readonly Named<T>[], text: string, field: string, code: ErrorCode): T => {
  const found = choose(rows, text, field)
  if (found === null) throw new DaomeshError(code, { meta: { given: text.slice(0, 80) } })
  return found
}

/** The space of a DAO by space id, contract address, CAIP-10 id or name. @throws DaomeshError `SPACE_UNKNOWN`. */
export const findDao = async (node: NodeClient, text: string): Promise<SpaceId> => {
  const rows = (await node.daos.list()).map(({ space, dao, caip10, name }) => ({ id: space, names: [dao, caip10, name] }))
  return chooseOne(rows, text, 'dao', 'SPACE_UNKNOWN')
}

/** The DAO that an option names, in whose name something is done; null where it names none: this account. @throws DaomeshError `SPACE_UNKNOWN`. */
export const findActing = async (node: NodeClient, call: Call, option = 'as'): Promise<SpaceId | null> => {
  const name = call.option(option)
  return name === undefined ? null : findDao(node, name)
}

/** @throws DaomeshError `SPACE_UNKNOWN`. */
export const findLobby = async (node: NodeClient, text: string): Promise<SpaceId> => {
  const rows = (await node.lobbies.list()).map(({ space, name }) => ({ id: space, names: [name] }))
  return chooseOne(rows, text, 'lobby', 'SPACE_UNKNOWN')
}

/** @throws DaomeshError `PROPOSAL_UNKNOWN`. */
export const findProposal = async (node: NodeClient, space: SpaceId, text: string): Promise<DecisionId> => {
  const rows = (await node.proposals.list({ space })).map(({ decision, short, title }) => ({ id: decision, names: [short, title] }))
  return chooseOne(rows, text, 'proposal', 'PROPOSAL_UNKNOWN')
}

/** @throws DaomeshError `BUDGET_UNKNOWN`. */
export const findBudget = async (node: NodeClient, space: SpaceId, text: string): Promise<BudgetId> => {
  const rows = (await node.budgets.list({ space })).map(({ budget, title }) => ({ id: budget, names: [title] }))
  return chooseOne(rows, text, 'budget', 'BUDGET_UNKNOWN')
}

/** @throws DaomeshError `DRAFT_UNKNOWN`. */
export const findDraft = async (node: NodeClient, space: SpaceId, text: string): Promise<DraftId> => {
  const rows = (await node.drafts.list({ space })).map(({ draft, title }) => ({ id: draft, names: [title] }))
  return chooseOne(rows, text, 'draft', 'DRAFT_UNKNOWN')
}

/** A file by its record, its id or its name. @throws DaomeshError `FILE_UNKNOWN`. */
export const findFile = async (node: NodeClient, space: SpaceId, text: string): Promise<EntryId> => {
  const rows = (await node.files.list({ space })).map(({ entry, file, name }) => ({ id: entry, names: [file, name] }))
  return chooseOne(rows, text, 'file', 'FILE_UNKNOWN')
}
