import type { EntryId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { findFile } from '../../queries/files/readFile.ts'

/** Takes a file off this machine and stops fetching it. The record stays, and others keep what they have. */
export const removeFile = async (
  node: NodeContext,
  place: { readonly space: SpaceId; readonly file: EntryId },
): Promise<{ file: EntryId }> => {
  const { space, row } = findFile(node, place)
  node.files.unwish(space.id, row.file)
  await node.files.exchange.remove(space.id, row.file)
  node.changes.mark(`files:${space.id}`)
  return { file: row.entry }
}
