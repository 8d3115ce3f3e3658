import { draftsOf, type DraftRow, nameOf } from '@daomesh/governance'
import { DaomeshError, type DraftId, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { draftRow } from '../../contract/drafts.ts'
import type { WritingSpace } from '../../spaces/space.ts'
import { writersOf } from './writersOf.ts'

export type DraftAnswer = z.input<typeof draftRow>

const answer = (space: WritingSpace, row: DraftRow): DraftAnswer => {
  const registers = space.registers()
  return {
    draft: row.draft,
    title: row.title,
    author: row.by,
    authorName: nameOf(registers, row.by),
    openedAt: row.openedAt,
    editors: writersOf(space.replica, row.draft).map((account) => ({ account, name: nameOf(registers, account) })),
    proposals: [...row.proposals],
    discarded: row.discardedBy !== null,
  }
}

/** Drafts that nobody discarded, or those that somebody did, newest first. */
export const listDrafts = (
  node: NodeContext,
  { space: id, discarded = false }: { readonly space: SpaceId; readonly discarded?: boolean | undefined },
): DraftAnswer[] => {
  const space = node.spaces.writing(id)
  return draftsOf(space.registers())
    .filter((row) => (row.discardedBy !== null) === discarded)
    .map((row) => answer(space, row))
}

/** @throws DaomeshError `DRAFT_UNKNOWN`. */
export const readDraft = (node: NodeContext, { space: id, draft }: { readonly space: SpaceId; readonly draft: DraftId }): DraftAnswer => {
  const space = node.spaces.writing(id)
  const row = draftsOf(space.registers()).find((candidate) => candidate.draft === draft)
  if (row === undefined) throw new DaomeshError('DRAFT_UNKNOWN', { meta: { draft } })
  return answer(space, row)
}
