import type { DecisionId, DraftId, EntryId, SpaceId } from '@daomesh/protocol'
import { toHex, utf8 } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { stagedKey } from '../../files/createFileDesk.ts'
import { answerFile, type FileAnswer } from '../../queries/files/readFile.ts'
import type { Keep } from '../../requests/createRequests.ts'

export type AddFileParameters = {
  readonly space: SpaceId
  readonly upload: string
  readonly name: string
  readonly type: string
  readonly about: DecisionId | DraftId | null
}

/**
 * Names an uploaded file in a record. Its bytes are on disk before; a row says so until the record is there too, in the same transaction, so that a
 * crash in between leaves nothing that is kept for nobody.
 * @throws DaomeshError `FILE_UPLOAD`, `STORAGE_FAILED`, `KEY_MISSING`, `MEMBERSHIP_REFUSED`.
 */
export const addFile = async (
  node: NodeContext,
  { space: id, upload, name, type, about }: AddFileParameters,
  keep: Keep<FileAnswer>,
): Promise<FileAnswer> => {
  const { files, meta, adapters } = node
  const space = node.spaces.writing(id)
  const handed = files.uploads.find(id, upload)
  const { file, key, size, hash: content } = handed.seal()
  const hash = toHex(content)
  const by = node.account.required()
  // Once: the answer that is kept for a repeated request is the answer that is given.
  const at = adapters.clock.now()
  const answer = (entry: EntryId): FileAnswer => {
    const row = { entry, by, file, key, name, type, size, about, hash, at, withdrawn: false }
    return answerFile(node, space, row, { state: 'whole', bytes: size })
  }
  meta.set(stagedKey(id, file), utf8(''))
  await handed.keep()
  await files.uploads.end(id, upload)
  try {
    const body = { file, key, name, type, size, about, hash }
    const entry = await space.append('file.share', body, { meta: (entry) => [keep(answer(entry)), [stagedKey(id, file), null]] })
    return answer(entry)
  } catch (error) {
    await files.exchange.remove(id, file)
    meta.delete(stagedKey(id, file))
    throw error
  }
}
