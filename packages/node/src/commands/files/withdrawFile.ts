import { DaomeshError, type EntryId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { findFile } from '../../queries/files/readFile.ts'
import type { Keep } from '../../requests/createRequests.ts'

/**
 * Withdraws a file that this member named, for good: nobody gives it any more. What is on the disks of others stays there.
 * @throws DaomeshError `FILE_UNKNOWN` for one of another member.
 */
export const withdrawFile = async (
  node: NodeContext,
  place: { readonly space: SpaceId; readonly file: EntryId },
  keep: Keep<{ entry: EntryId }>,
): Promise<{ entry: EntryId }> => {
  const { space, row } = findFile(node, place)
  if (row.by !== node.account.required())
    throw new DaomeshError('FILE_UNKNOWN', { meta: { file: row.file, reason: 'another member named it' } })
  return { entry: await space.append('file.withdraw', { file: row.file }, { meta: (entry) => [keep({ entry })] }) }
}
