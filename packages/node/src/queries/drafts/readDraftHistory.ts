import type { Deed } from '@daomesh/drafts'
import { nameOf } from '@daomesh/governance'
import type { DraftId, EntryId, SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { blameAnswer, deed, historyAnswer } from '../../contract/draftHistory.ts'
import { readDraft } from './readDraft.ts'

type Place = { readonly space: SpaceId; readonly draft: DraftId }

const opened = (node: NodeContext, { space: id, draft }: Place) => {
  readDraft(node, { space: id, draft })
  const space = node.spaces.writing(id)
  const { document } = node.drafts.open(space, draft)
  const registers = space.registers()
  return { document, history: document.history(), name: (account: Deed['member']) => nameOf(registers, account) }
}

/** Who wrote in a draft and when, by editing session, newest first (drafts Y33). @throws DaomeshError `DRAFT_UNKNOWN`. */
export const readDraftHistory = (node: NodeContext, place: Place): z.input<typeof historyAnswer> => {
  const { document, history, name } = opened(node, place)
  return {
    opaque: document.opaque().size,
    sessions: history.sessions().map(({ member, ...row }) => ({ ...row, account: member, name: name(member) })),
  }
}

/** Who wrote what stands in a draft, now or at a version (drafts Y32). @throws DaomeshError `DRAFT_UNKNOWN`; `INPUT_INVALID` for no version of it. */
export const readDraftBlame = (
  node: NodeContext,
  { version, ...place }: Place & { readonly version: EntryId | null },
): z.input<typeof blameAnswer> => {
  const { history, name } = opened(node, place)
  const told = ({ member, ...rest }: Deed): z.input<typeof deed> => ({ ...rest, account: member, name: name(member) })
  return {
    lines: history.blame(version).map((line) => ({
      ...line,
      runs: line.runs.map((run) => ({
        ...run,
        passages: [...run.passages],
        wrote: told(run.wrote),
        moved: run.moved === null ? null : told(run.moved),
      })),
    })),
  }
}
