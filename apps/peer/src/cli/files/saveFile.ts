import { createHash } from 'node:crypto'
import { link, open, rename, rm } from 'node:fs/promises'
import type { NodeClient } from '@daomesh/node/client'
import { DaomeshError, type EntryId, type SpaceId } from '@daomesh/protocol'

type Place = { readonly space: SpaceId; readonly file: EntryId }

/**
 * Saves a file that is whole at the node: written beside, compared with the hash that its manifest names, flushed, and only then under its name.
 * @throws DaomeshError `INPUT_INVALID` where something stands there already (unless `replace`), `FILE_MALFORMED` for another content, `STORAGE_FAILED`.
 */
export const saveFile = async (
  node: NodeClient,
  place: Place,
  path: string,
  replace: boolean,
): Promise<{ bytes: number; hash: string }> => {
  const { hash } = await node.files.get(place)
  const part = `${path}.part`
  try {
    const handle = await open(part, 'w', 0o600)
    const content = createHash('sha256')
    let bytes = 0
    try {
      for (let at: number | null = 0; at !== null;) {
        const piece: { readonly content: string; readonly next: number | null } = await node.files.read({ ...place, at })
        const some = Buffer.from(piece.content, 'base64')
        content.update(some)
        await handle.writeFile(some)
        bytes += some.length
        at = piece.next
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    const found = content.digest('hex')
    if (found !== hash) throw new DaomeshError('FILE_MALFORMED', { meta: { hash: found, said: hash } })
    if (replace) await rename(part, path)
    else {
      // Unlike a rename, a link never stands in for what is there.
      await link(part, path)
      await rm(part)
    }
    return { bytes, hash }
  } catch (cause) {
    await rm(part, { force: true })
    if (cause instanceof DaomeshError) throw cause
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    if (exists)
      throw new DaomeshError('INPUT_INVALID', { cause, meta: { field: 'output', reason: 'a file of this name is there already' } })
    throw new DaomeshError('STORAGE_FAILED', { cause, meta: { path } })
  }
}
