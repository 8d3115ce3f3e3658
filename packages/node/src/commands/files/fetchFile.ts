import { DaomeshError, type EntryId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { answerFile, type FileAnswer, findFile } from '../../queries/files/readFile.ts'

/**
 * Fetches a file from the members who have it, until all of it is here. One that failed is tried again.
 * @throws DaomeshError `FILE_UNKNOWN`.
 */
export const fetchFile = async (node: NodeContext, place: { readonly space: SpaceId; readonly file: EntryId }): Promise<FileAnswer> => {
  const { space, row } = findFile(node, place)
  if (row.withdrawn) throw new DaomeshError('FILE_UNKNOWN', { meta: { file: row.file, reason: 'withdrawn' } })
  if ((await node.files.store.state(space.id, row.file)) !== 'whole') node.files.wish(space.id, row.file)
  const stored = (await node.files.store.list(space.id)).find(({ file }) => file === row.file)
  return answerFile(node, space, row, stored)
}
